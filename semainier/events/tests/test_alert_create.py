"""A visitor reports the page of an event: no account, no script, no flood."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.events.models import Alert, AlertReason, Event
from semainier.events.services.alerts import forget_reporters, raise_alert, sender_mark, settle_alert
from semainier.events.tests.desk import page_of, published

FIELDS = {"reason": "wrong", "words": "L’entrée est de l’autre côté.", "email": "voisin@exemple.fr"}


@pytest.fixture
def event(make_event):
    return published(make_event)


def url(event):
    return f"/semaine-2026/programme/{event.slug}/signaler/"


def alert(event, address="192.0.2.1", **fields):
    values = {"reason": AlertReason.WRONG, "words": "", "email": "", **fields}
    return raise_alert(event=event, address=address, **values)


def test_page_of_the_event_leads_to_the_form(client, event):
    assert url(event) in page_of(client.get(f"/semaine-2026/programme/{event.slug}/"))


def test_form_asks_for_no_account(client, event):
    page = page_of(client.get(url(event)))

    assert "Au sujet de « Un jardin partagé »." in page
    assert "[undefined" not in page
    assert page.count('name="reason"') == 5


def test_report_is_kept_and_thanked_for(client, event):
    response = client.post(url(event), FIELDS, follow=True)

    kept = Alert.objects.get()
    assert (kept.event, kept.reason, kept.words, kept.email, kept.state) == (
        event, "wrong", FIELDS["words"], FIELDS["email"], "open",
    )  # fmt: skip
    assert response.redirect_chain == [(f"{url(event)}merci/", 302)]
    assert AuditEntry.objects.get(verb="event.alerted").data == {"alert": kept.pk, "reason": "wrong"}


def test_network_address_is_kept_as_a_keyed_hash_only(client, event, settings):
    client.post(url(event), FIELDS, REMOTE_ADDR="192.0.2.7")

    mark = Alert.objects.get().sender
    assert (mark, "192.0.2.7" in mark, len(mark)) == (sender_mark("192.0.2.7"), False, 64)
    settings.SECRET_KEY = "another" * 10
    assert sender_mark("192.0.2.7") != mark


@pytest.mark.parametrize(
    ("is_behind", "sent", "seen"),
    [
        (None, "203.0.113.9", "192.0.2.7"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "192.0.2.7"),
    ],
)
def test_what_a_proxy_says_counts_only_behind_one(client, event, settings, *, is_behind, sent, seen):
    settings.SECURE_PROXY_SSL_HEADER = is_behind
    client.post(url(event), FIELDS, REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": sent})

    assert Alert.objects.get().sender == sender_mark(seen)


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"reason": "x"}, {"email": "pas une adresse"}, {"words": "x" * 1001}]
)
def test_what_is_wrong_comes_back(client, event, wrong):
    response = client.post(url(event), {**FIELDS, **wrong})

    assert (response.status_code, Alert.objects.count()) == (422, 0)
    assert "L’entrée" in page_of(response) or "words" in wrong


def test_words_and_address_are_not_needed(client, event):
    assert client.post(url(event), {"reason": "cancelled"}).status_code == 302


def test_program_that_fills_in_everything_is_thanked_and_forgotten(client, event):
    response = client.post(url(event), {**FIELDS, "website": "https://spam.example"})

    assert (response.status_code, Alert.objects.count()) == (302, 0)


def test_sixth_within_the_hour_is_refused(client, event):
    for _ in range(5):
        assert client.post(url(event), FIELDS).status_code == 302

    response = client.post(url(event), FIELDS)

    assert (response.status_code, response["X-Error-Code"]) == (429, "alert.too_many")
    assert "celui-ci n’a pas été gardé." in page_of(response)
    with clock.at(clock.now() + dt.timedelta(minutes=60)):
        assert client.post(url(event), FIELDS).status_code == 302


def test_hour_is_counted_over_all_events(client, make_event, event):
    for _ in range(5):
        client.post(url(event), FIELDS)

    assert client.post(url(published(make_event, "Un verger")), FIELDS).status_code == 429


def test_one_event_takes_twenty_a_day(client, event):
    for number in range(20):
        alert(event, address=f"192.0.2.{number}")

    assert client.post(url(event), FIELDS).status_code == 429
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert client.post(url(event), FIELDS).status_code == 302


def test_event_that_is_not_public_is_not_found(client, make_event, event):
    Event.objects.update(moderation="withdrawn")

    assert (client.get(url(event)).status_code, client.post(url(event), FIELDS).status_code) == (404, 404)


def test_form_is_there_in_english(client, event):
    page = page_of(client.get(f"/en{url(event)}"))
    client.post(f"/en{url(event)}", FIELDS)

    assert "Report this page" in page
    assert Alert.objects.get().language == "en"


@pytest.mark.parametrize(("days", "email", "sender"), [(30, "x@exemple.fr", True), (31, "", False)])
def test_address_is_forgotten_thirty_days_after_the_answer(event, regina, days, email, sender):
    kept = alert(event, email="x@exemple.fr")
    settle_alert(alert=kept, state="settled", answer="Corrigé.", by=regina)

    with clock.at(clock.now() + dt.timedelta(days=days)):
        assert forget_reporters() == int(not sender)
    kept.refresh_from_db()
    assert (kept.email, bool(kept.sender), kept.answer) == (email, sender, "Corrigé.")


def test_open_report_keeps_its_address(event):
    alert(event, email="x@exemple.fr")

    with clock.at(clock.now() + dt.timedelta(days=300)):
        assert forget_reporters() == 0
