"""The states of an event: every step from every state, twice, with its mail and its line."""

from collections.abc import Callable

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Decision, DecisionAction, Event, Moderation
from semainier.events.services import moderation as steps
from semainier.events.tests.space import MakeEvent
from semainier.mailings.models import Mail

S, A = Moderation, DecisionAction
Step = Callable[..., Event]


def take(action: DecisionAction, event: Event, by: User | None = None) -> Event:
    needs_words = {A.REQUEST_CHANGES: steps.request_changes, A.REFUSE: steps.refuse_event}
    if action in needs_words:
        return needs_words[action](event=event, by=by, message="Précisez l’entrée.")
    bare: dict[DecisionAction, Step] = {
        A.SUBMIT: steps.submit_event,
        A.PUBLISH: steps.publish_event,
        A.WITHDRAW: steps.withdraw_event,
        A.REOPEN: steps.reopen_event,
    }
    return bare[action](event=event, by=by)


# Step -> where it leads from each state in which it is possible; written by hand, apart from the code.
LEADS: dict[DecisionAction, dict[Moderation, Moderation]] = {
    A.SUBMIT: {S.DRAFT: S.SUBMITTED, S.CHANGES_REQUESTED: S.SUBMITTED, S.SUBMITTED: S.SUBMITTED},
    A.PUBLISH: {S.SUBMITTED: S.PUBLISHED, S.PUBLISHED: S.PUBLISHED},
    A.REQUEST_CHANGES: dict.fromkeys((S.SUBMITTED, S.PUBLISHED, S.CHANGES_REQUESTED), S.CHANGES_REQUESTED),
    A.REFUSE: dict.fromkeys((S.SUBMITTED, S.PUBLISHED, S.REFUSED), S.REFUSED),
    A.WITHDRAW: dict.fromkeys((S.SUBMITTED, S.CHANGES_REQUESTED, S.PUBLISHED, S.WITHDRAWN), S.WITHDRAWN),
    A.REOPEN: dict.fromkeys((S.REFUSED, S.WITHDRAWN, S.DRAFT), S.DRAFT),
}


@pytest.mark.parametrize("action", list(A))
@pytest.mark.parametrize("state", list(S))
def test_every_step_from_every_state(
    make_event: MakeEvent, alice: User, state: Moderation, action: DecisionAction
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)
    event.refresh_from_db()

    if (end := LEADS[action].get(state)) is None:
        with pytest.raises(Conflict) as caught:
            take(action, event, alice)
        assert (caught.value.code, bool(caught.value.next_step)) == ("event.wrong_state", True)
    else:
        assert take(action, event, alice).moderation == end
    moved = end is not None and end != state
    assert Event.objects.get().moderation == (end or state)
    assert list(Decision.objects.values_list("action", "by")) == ([(action, alice.pk)] if moved else [])
    assert AuditEntry.objects.filter(verb=f"event.{action}").count() == int(moved)


@pytest.mark.parametrize("action", list(A))
def test_twice_is_once(make_event: MakeEvent, alice: User, action: DecisionAction) -> None:
    start = next(state for state, end in LEADS[action].items() if state != end)
    event = make_event()
    Event.objects.update(moderation=start)
    event.refresh_from_db()
    take(action, event)
    mails = Mail.objects.count()
    take(action, event)

    assert (Decision.objects.count(), Mail.objects.count()) == (1, mails)


@pytest.mark.parametrize(
    ("action", "told"), [(A.PUBLISH, 1), (A.REQUEST_CHANGES, 1), (A.REFUSE, 1), (A.WITHDRAW, 0)]
)
def test_organiser_is_told_what_she_did_not_do_herself(
    make_event: MakeEvent, alice: User, action: DecisionAction, told: int
) -> None:
    event = steps.submit_event(event=make_event(), by=alice)
    take(action, event)

    assert (
        list(Mail.objects.values_list("kind", "recipient_email")) == [(f"event.{action}", alice.email)] * told
    )


@pytest.mark.parametrize("action", [A.REQUEST_CHANGES, A.REFUSE])
def test_decision_without_words_is_refused(
    make_event: MakeEvent, alice: User, action: DecisionAction
) -> None:
    event = steps.submit_event(event=make_event(), by=alice)
    step = steps.request_changes if action == A.REQUEST_CHANGES else steps.refuse_event

    with pytest.raises(DomainError) as caught:
        step(event=event, by=None, message="  ")
    assert (caught.value.code, Event.objects.get().moderation) == ("event.message_needed", S.SUBMITTED)


@pytest.mark.parametrize(
    ("action", "start", "phases"),
    [
        (A.SUBMIT, S.DRAFT, {Phase.OPEN, Phase.WEEK}),
        (A.REOPEN, S.REFUSED, {Phase.OPEN, Phase.WEEK}),
        (A.PUBLISH, S.SUBMITTED, {Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
        (A.REQUEST_CHANGES, S.SUBMITTED, {Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
        (A.REFUSE, S.SUBMITTED, {Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
        (A.WITHDRAW, S.SUBMITTED, {Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
    ],
)
@pytest.mark.parametrize("phase", list(Phase))
def test_phase_allows_the_step(
    make_event: MakeEvent, action: DecisionAction, start: Moderation, phases: set[Phase], phase: Phase
) -> None:
    event = make_event()
    Event.objects.update(moderation=start)
    Edition.objects.update(phase=phase)
    event = Event.objects.get()

    if phase in phases:
        assert take(action, event).moderation == LEADS[action][start]
    else:
        with pytest.raises(Conflict) as caught:
            take(action, event)
        assert caught.value.code == "edition.phase"


def test_submission_needs_a_standing_commitment(make_event: MakeEvent) -> None:
    event = make_event()
    Commitment.objects.update(withdrawn_at=clock.now())

    with pytest.raises(Conflict) as caught:
        steps.submit_event(event=event, by=None)
    assert caught.value.code == "event.not_committed"


@pytest.mark.parametrize("action", [A.SUBMIT, A.PUBLISH])
def test_incomplete_event_goes_no_further(make_event: MakeEvent, action: DecisionAction) -> None:
    event = make_event(description="")
    Event.objects.update(moderation=S.DRAFT if action == A.SUBMIT else S.SUBMITTED)

    with pytest.raises(DomainError) as caught:
        take(action, Event.objects.get(pk=event.pk))
    assert caught.value.code == "event.incomplete"


def test_publication_keeps_its_first_day_and_counts_for_calendars(make_event: MakeEvent, alice: User) -> None:
    event = steps.publish_event(event=steps.submit_event(event=make_event(), by=alice), by=None)
    first = event.published_at
    steps.request_changes(event=event, by=None, message="Précisez.")
    again = steps.publish_event(event=steps.submit_event(event=event, by=alice), by=None)

    assert (again.published_at, again.sequence, again.changed_at) == (first, 3, None)


def test_change_that_was_read_is_acknowledged_once(make_event: MakeEvent, regina: User) -> None:
    event = make_event()
    event.changed_at = clock.now()
    for _ in range(2):
        steps.acknowledge_change(event=event, by=regina)

    assert AuditEntry.objects.filter(verb="event.change_read", actor=regina).count() == 1
