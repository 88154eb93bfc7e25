"""The link of the outcome mail: it opens a page; only its button acts; unknown is not zero."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.tests.pictures import upload
from semainier.events.models import Audience, Event, Moderation, Outcome
from semainier.events.services.outcomes import outcome_token
from semainier.events.tests.space import MakeEvent, at, refusal

AFTER = dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event(make_event: MakeEvent) -> Event:
    made = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    made.refresh_from_db()
    return made


@pytest.fixture
def link(event: Event) -> str:
    return reverse("events:outcome_give", args=[outcome_token(event)])


def send(link: str, **data: Any) -> Any:
    with clock.at(AFTER):
        return Client().post(link, data)


def page(link: str) -> str:
    with clock.at(AFTER):
        response = Client().get(link)
    assert response.status_code == 200
    text = response.content.decode()
    assert "[undefined" not in text
    return text


def kept() -> tuple[str, int | None, str]:
    outcome = Outcome.objects.get()
    return outcome.held, outcome.attendance, outcome.sentence


def test_page_asks_and_keeps_nothing(link: str, event: Event) -> None:
    assert event.title in page(link)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"held": "yes", "attendance": "60"}, ("yes", 60, "")),
        ({"held": "yes", "attendance": "1 200", "sentence": "On a dansé."}, ("yes", 1200, "On a dansé.")),
        ({"held": "yes", "attendance": "0"}, ("yes", 0, "")),
        ({"held": "changed", "unknown": "on"}, ("changed", None, "")),
        ({"held": "no"}, ("no", None, "")),
        ({"held": "no", "attendance": "0"}, ("no", None, "")),
        ({"held": "no", "unknown": "on"}, ("no", None, "")),
    ],
)
def test_answer_is_kept_and_unknown_is_not_zero(
    link: str, answer: dict[str, str], expected: tuple[str, int | None, str]
) -> None:
    response = send(link, **answer)

    assert (response.status_code, response.headers["Location"], kept()) == (302, link, expected)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ({"held": "yes"}, {"attendance"}),
        ({"held": "yes", "attendance": "12", "unknown": "on"}, {"attendance"}),
        ({"held": "yes", "attendance": "beaucoup"}, {"attendance"}),
        ({"held": "yes", "attendance": "-3"}, {"attendance"}),
        ({"held": "no", "attendance": "12"}, {"attendance"}),
        ({"attendance": "12"}, {"held"}),
        ({"held": "perhaps", "unknown": "on"}, {"held"}),
        ({"held": "yes", "unknown": "on", "sentence": "x" * 281}, {"sentence"}),
    ],
)
def test_answer_that_does_not_hold_keeps_what_was_typed(
    link: str, answer: dict[str, str], wrong: set[str]
) -> None:
    response = send(link, **{"sentence": "On a dansé.", **answer})

    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert answer.get("sentence", "On a dansé.") in response.content.decode()
    assert not Outcome.objects.exists()


def test_answer_is_shown_again_and_corrected(link: str, event: Event) -> None:
    send(link, held="yes", attendance="60", sentence="On a dansé.")

    text = page(link)
    assert ('value="60"' in text, "On a dansé." in text) == (True, True)
    assert reverse("events:event_public", args=[event.edition.slug, event.slug]) in text
    send(link, held="changed", unknown="on")
    assert kept() == ("changed", None, "")


def test_photo_needs_credit_and_right_and_is_not_lost(link: str) -> None:
    response = send(link, held="yes", attendance="60", picture=upload())
    form = response.context["form"]

    assert set(form.errors) == {"picture_credit", "picture_rights"}
    send(
        link,
        held="yes",
        attendance="60",
        picture_kept=form.picture_aside,
        picture_credit="Studio",
        picture_rights="on",
    )
    outcome = Outcome.objects.get()
    assert (outcome.photo.name.startswith("outcomes/"), outcome.photo_credit, outcome.photo_rights) == (
        True,
        "Studio",
        True,
    )


def test_photo_stays_when_only_a_figure_is_corrected(link: str) -> None:
    words = {"picture_credit": "Studio", "picture_rights": "on", "held": "yes"}
    send(link, attendance="60", picture=upload(), **words)
    first = Outcome.objects.get().photo.name
    send(link, attendance="61", **words)

    assert (Outcome.objects.get().photo.name, Outcome.objects.get().attendance) == (first, 61)
    send(link, attendance="61", picture_remove="on", held="yes")
    assert not Outcome.objects.get().photo


def test_photo_of_an_invitation_is_not_shown_without_signing_in(link: str, event: Event) -> None:
    Event.objects.update(audience=Audience.INVITATION)
    send(link, held="yes", attendance="60", picture=upload(), picture_credit="Studio", picture_rights="on")

    assert Outcome.objects.get().photo.url not in page(link)


@pytest.mark.parametrize("token", ["", "abc", "x:y:z"])
def test_wrong_link_says_so(token: str, db: None) -> None:
    assert refusal(Client().get(f"/resultat/{token or 'x'}/")) == (404, "outcome.unknown_link")


def test_link_of_another_signature_is_wrong(link: str) -> None:
    assert refusal(Client().get(link[:-2] + "/")) == (404, "outcome.unknown_link")


def test_too_early_says_when(link: str) -> None:
    response = Client().get(link)

    assert (response.status_code, response.context["page"].closed != "") == (200, True)
    assert "<form" not in response.content.decode().split("<main")[1].split("</main>")[0]
    assert refusal(Client().post(link, {"held": "yes", "attendance": "1"})) == (409, "outcome.too_early")


@pytest.mark.parametrize(
    ("phase", "day"), [(Phase.FROZEN, dt.date(2026, 6, 20)), (Phase.COUNTING, dt.date(2026, 6, 29))]
)
def test_closed_says_until_when_and_keeps_the_answer(link: str, phase: Phase, day: dt.date) -> None:
    send(link, held="yes", attendance="60")
    Edition.objects.update(phase=phase)

    with clock.at(dt.datetime.combine(day, dt.time(9), tzinfo=clock.PARIS)):
        response = Client().get(link)
        assert refusal(Client().post(link, {"held": "no"})) == (409, "edition.phase")
    assert ("60" in response.content.decode(), response.context["page"].closed != "") == (True, True)
    assert kept() == ("yes", 60, "")


def test_event_that_was_not_published_has_nothing_to_tell(link: str) -> None:
    Event.objects.update(moderation=Moderation.WITHDRAWN)

    assert Client().get(link).context["page"].closed
    assert refusal(send(link, held="no")) == (409, "outcome.not_published")


def test_button_needs_the_page(link: str) -> None:
    with clock.at(AFTER):
        assert Client(enforce_csrf_checks=True).post(link, {"held": "no"}).status_code == 403


def test_signed_in_people_tell_it_from_their_space(client_of: Any, alice: User, event: Event) -> None:
    with clock.at(AFTER):
        client_of(alice).post(at("events:outcome_edit", event), {"held": "yes", "attendance": "60"})

    assert Outcome.objects.get().given_by == alice


@pytest.mark.parametrize("fields", [{"phase": Phase.PREPARATION}, {}])
def test_event_whose_day_is_not_known_opens_later(link: str, fields: dict[str, Any]) -> None:
    Edition.objects.update(**fields)
    Event.objects.update(moderation=Moderation.PUBLISHED)
    Event.objects.update(
        starts_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), ends_at=dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    )

    shown = Client().get(link).context["page"]
    assert (bool(shown.closed), bool(shown.when)) == (True, True)
