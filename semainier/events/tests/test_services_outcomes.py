"""Outcomes: asked once when the event is over, given and corrected while they are open."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event, Held, Moderation, Outcome, Status
from semainier.events.services.outcomes import (
    ask_outcome,
    event_by_outcome_token,
    events_to_ask_about,
    give_outcome,
    outcome_token,
)  # fmt: skip
from semainier.events.tasks import OF_THE_DESK, ask_outcomes, purge_pictures
from semainier.events.tests.space import MakeEvent
from semainier.mailings.models import Mail
from semainier.mailings.worker import periodic

AFTER = dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)


@pytest.fixture
def event(make_event: MakeEvent, alice: User) -> Event:
    made = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    made.refresh_from_db()
    return made


def test_link_names_its_event_and_no_other(event: Event) -> None:
    token = outcome_token(event)

    assert event_by_outcome_token(token) == event
    assert [event_by_outcome_token(wrong) for wrong in (token[:-1], "", "a:b:c", str(event.uid))] == [
        None
    ] * 4


def test_second_answer_corrects_the_first(event: Event, alice: User) -> None:
    with clock.at(AFTER):
        give_outcome(event=event, held=Held.YES, by=None, attendance=60)
        give_outcome(event=event, held=Held.CHANGED, by=alice, attendance=None, sentence="On a dansé.")

    outcome = Outcome.objects.get()
    assert (outcome.held, outcome.attendance, outcome.sentence, outcome.given_by) == (
        "changed",
        None,
        "On a dansé.",
        None,
    )
    verbs = (
        AuditEntry.objects.filter(verb__startswith="outcome.").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["outcome.given", "outcome.corrected"]


def test_zero_is_zero_and_nobody_comes_to_what_was_not_held(event: Event) -> None:
    with clock.at(AFTER):
        assert give_outcome(event=event, held=Held.YES, by=None, attendance=0).attendance == 0
        with pytest.raises(DomainError) as caught:
            give_outcome(event=event, held=Held.NO, by=None, attendance=3)

    assert caught.value.code == "outcome.contradiction"


def test_unknown_field_is_a_mistake_of_the_caller(event: Event) -> None:
    with clock.at(AFTER), pytest.raises(TypeError):
        give_outcome(event=event, held=Held.YES, by=None, attendance=1, moderation="published")


@pytest.mark.parametrize(
    ("moment", "phase", "code"),
    [
        (dt.datetime.fromisoformat("2026-06-07T09:59"), Phase.WEEK, "outcome.too_early"),
        (dt.datetime.fromisoformat("2026-06-29T09:00"), Phase.COUNTING, "edition.phase"),
        (dt.datetime.fromisoformat("2026-06-20T09:00"), Phase.FROZEN, "edition.phase"),
    ],
)
def test_answer_outside_its_time_is_refused(
    event: Event, moment: dt.datetime, phase: Phase, code: str
) -> None:
    Edition.objects.update(phase=phase)

    with clock.at(moment.replace(tzinfo=clock.PARIS)), pytest.raises(Conflict) as caught:
        give_outcome(event=Event.objects.get(), held=Held.YES, by=None, attendance=1)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, 1),
        ({"moderation": Moderation.SUBMITTED}, 0),
        ({"status": Status.CANCELLED}, 0),
        ({"outcome_asked_at": AFTER}, 0),
        ({"ends_at": AFTER + dt.timedelta(hours=1)}, 0),
    ],
)
def test_who_is_asked(event: Event, fields: dict[str, object], asked: int) -> None:
    Event.objects.update(**fields)

    with clock.at(AFTER):
        assert len(events_to_ask_about(event.edition)) == asked


def test_who_has_answered_is_not_asked(event: Event) -> None:
    with clock.at(AFTER):
        give_outcome(event=event, held=Held.YES, by=None)
        assert events_to_ask_about(event.edition) == []


def test_asking_twice_writes_once(event: Event, bob: User) -> None:
    with clock.at(AFTER):
        assert [ask_outcome(event=event), ask_outcome(event=event)] == [2, 0]

    assert Mail.objects.filter(kind="outcome.request", is_sensitive=True).count() == 2
    assert Event.objects.get().outcome_asked_at == AFTER


@pytest.mark.parametrize(
    ("phase", "asked"), [(Phase.OPEN, 0), (Phase.WEEK, 1), (Phase.COUNTING, 1), (Phase.FROZEN, 0)]
)
def test_timed_job_asks_in_the_week_and_after(event: Event, phase: Phase, asked: int) -> None:
    Edition.objects.update(phase=phase)

    with clock.at(AFTER):
        assert [ask_outcomes(), ask_outcomes()] == [asked, 0]
    assert Mail.objects.count() == asked


def test_timed_jobs_are_known_to_the_worker() -> None:
    jobs = {job.name: job.run for job in periodic if job.name.startswith("events.")}
    own = {"events.ask_outcomes": ask_outcomes, "events.purge_pictures": purge_pictures}
    assert jobs == own | {name: run for name, _seconds, run in OF_THE_DESK}


def test_timed_job_forgets_old_pictures(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path

    assert purge_pictures() == 0
