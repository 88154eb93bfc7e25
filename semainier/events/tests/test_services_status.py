"""The status of an event: any after any, once, for published events in a living edition."""

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition, Phase
from semainier.core.errors import Conflict
from semainier.events.models import Event, Moderation, Status
from semainier.events.services.status import set_status
from semainier.events.tests.space import MakeEvent


@pytest.fixture
def event(make_event: MakeEvent) -> Event:
    made = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return made


@pytest.mark.parametrize("old", list(Status))
@pytest.mark.parametrize("new", list(Status))
def test_any_status_follows_any_other(event: Event, alice: User, old: Status, new: Status) -> None:
    Event.objects.update(status=old)
    set_status(event=event, status=new, by=alice)

    kept = Event.objects.get()
    assert (kept.status, kept.sequence, event.status) == (
        new,
        int(old != new),
        new if old != new else event.status,
    )
    assert AuditEntry.objects.filter(verb="event.status_set").count() == int(old != new)


def test_twice_is_once_but_another_word_is_a_change(event: Event) -> None:
    for note in ("Il pleut.", " Il pleut. ", "Il grêle."):
        set_status(event=event, status=Status.CANCELLED, by=None, note=note)

    assert (Event.objects.get().sequence, Event.objects.get().status_note) == (2, "Il grêle.")


@pytest.mark.parametrize("state", [state for state in Moderation if state != Moderation.PUBLISHED])
def test_only_a_published_event_has_one(event: Event, state: Moderation) -> None:
    Event.objects.update(moderation=state)

    with pytest.raises(Conflict) as caught:
        set_status(event=event, status=Status.FULL, by=None)
    assert caught.value.code == "event.not_published"


def test_frozen_edition_changes_no_status(event: Event) -> None:
    Edition.objects.update(phase=Phase.FROZEN)

    with pytest.raises(Conflict) as caught:
        set_status(event=Event.objects.get(), status=Status.FULL, by=None)
    assert caught.value.code == "edition.phase"
