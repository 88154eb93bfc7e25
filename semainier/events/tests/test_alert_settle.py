"""Reports are handled in the queue, each with a word, which goes to who reported."""

import pytest
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.core.errors import DomainError
from semainier.events.models import Alert, AlertState, Event
from semainier.events.services.alerts import settle_alert
from semainier.events.tests.desk import page_of, plain, published
from semainier.events.tests.test_alert_create import alert
from semainier.mailings.models import Mail


@pytest.fixture
def event(make_event):
    return published(make_event)


def url(found):
    return reverse("events:alert_settle", args=[found.pk])


def test_reported_event_stands_in_its_own_view(client_of, regina, event):
    alert(event, words="L’entrée est ailleurs.")

    response = client_of(regina).get("/bureau/moderation/", {"vue": "signalements"})

    page = page_of(response)
    assert "1 événement signalé par des visiteurs" in page
    assert "Signalé : Une information de cette page est fausse" in page
    assert "L’entrée est ailleurs." in page
    assert "[undefined" not in page


def test_settled_with_a_word_it_leaves_the_view(client_of, regina, event):
    found = alert(event)

    response = client_of(regina).post(
        url(found), {"state": "settled", "answer": "L’adresse est corrigée.", "back": "vue=signalements", "room": "list"},
        follow=True,
    )  # fmt: skip

    found.refresh_from_db()
    assert (found.state, found.answer, found.handled_by) == ("settled", "L’adresse est corrigée.", regina)
    assert response.context["rows"] == []
    line = AuditEntry.objects.get(verb="event.alert_settled")
    assert line.data == {"alert": found.pk, "state": "settled", "answer": "L’adresse est corrigée."}


def test_who_left_an_address_is_answered(client_of, regina, event):
    client_of(regina).post(
        url(alert(event, email="voisin@exemple.fr")), {"state": "unfounded", "answer": "C’est bien là."}
    )

    mail = Mail.objects.get(kind="event.alert_answer")
    assert (mail.recipient_email, mail.topic) == ("voisin@exemple.fr", "event.alert")
    assert "C’est bien là." in plain(mail.body_text)
    assert plain(mail.subject) == "La suite donnée à votre signalement sur « Un jardin partagé »"
    assert "[undefined" not in mail.body_text


def test_answer_speaks_the_language_of_the_report(event, regina):
    found = alert(event, email="x@example.com")
    Alert.objects.update(language="en")
    settle_alert(alert=found, state=AlertState.SETTLED, answer="Corrected.", by=regina)

    assert Mail.objects.get(kind="event.alert_answer").subject.startswith("What became of your report")


def test_without_an_address_no_mail_leaves(event, regina):
    settle_alert(alert=alert(event), state=AlertState.SETTLED, answer="Corrigé.", by=regina)

    assert not Mail.objects.filter(kind="event.alert_answer").exists()


@pytest.mark.parametrize("wrong", [{"answer": ""}, {"answer": "x" * 501}, {"state": "open"}, {"state": ""}])
def test_answer_without_words_comes_back(client_of, regina, event, wrong):
    found = alert(event)

    response = client_of(regina).post(url(found), {"state": "settled", "answer": "Corrigé.", **wrong})

    assert response.status_code == 422
    assert Alert.objects.get().state == "open"
    assert "[undefined" not in page_of(response)


def test_twice_is_once_and_another_answer_is_a_conflict(client_of, regina, event):
    found, client = alert(event, email="x@exemple.fr"), client_of(regina)
    answers = [
        client.post(url(found), {"state": state, "answer": "Vu."})
        for state in ("settled", "settled", "unfounded")
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert answers[2]["X-Error-Code"] == "alert.settled_already"
    assert Mail.objects.filter(kind="event.alert_answer").count() == 1


def test_open_is_no_answer(event, regina):
    with pytest.raises(ValueError, match="open"):
        settle_alert(alert=alert(event), state=AlertState.OPEN, answer="x", by=regina)


def test_service_wants_words_too(event, regina):
    with pytest.raises(DomainError) as caught:
        settle_alert(alert=alert(event), state=AlertState.SETTLED, answer=" ", by=regina)

    assert caught.value.code == "alert.answer_needed"


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403), ("bob", 403), ("charlie", 403)]
)
def test_who_may(request, client_of, event, person, status):
    client = client_of(request.getfixturevalue(person))

    assert client.post(url(alert(event)), {"state": "settled", "answer": "Vu."}).status_code == status


def test_report_on_another_territory_is_not_found(client_of, regina, event, org_b):
    found = alert(event)
    Event.objects.update(organisation=org_b, department="59")

    assert client_of(regina).post(url(found), {"state": "settled", "answer": "Vu."}).status_code == 404
    assert client_of(regina).post("/bureau/moderation/signalements/999/").status_code == 404


def test_several_reports_are_several_forms(client_of, regina, event):
    alert(event)
    alert(event, reason="cancelled")

    page = page_of(client_of(regina).get(f"/bureau/moderation/{event.uid}/"))

    assert page.count("/bureau/moderation/signalements/") == 2
