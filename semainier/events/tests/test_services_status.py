"""The status of an event: any after any, once, for published events in a living edition; new dates; who is told."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event, EventSession, Moderation, Status
from semainier.events.queries.changes import changes_since_read
from semainier.events.queries.dates import spans_of
from semainier.events.services.declare import set_co_organisers
from semainier.events.services.moderation import publish_event, submit_event
from semainier.events.services.status import set_status
from semainier.events.tests.dates import Spans, on_days, spans
from semainier.events.tests.desk import plain
from semainier.events.tests.public import paris
from semainier.events.tests.space import MakeEvent
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation


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


def dates(*days: int) -> list[tuple[Any, Any]]:
    return on_days(*days)["sessions"]


def kept() -> Event:
    return Event.objects.get()


def postpone(*days: int, by: User | None = None) -> Event:
    return set_status(event=kept(), status=Status.POSTPONED, by=by, new_sessions=dates(*days) or None)


def test_new_date_moves_the_event_and_remembers_the_first_one(event: Event, alice: User) -> None:
    changed = postpone(9, by=alice)

    assert (changed.starts_at, changed.first_day, changed.is_rescheduled) == (
        paris(9),
        dt.date(2026, 6, 9),
        True,
    )
    assert (kept().postponed_from, kept().sequence, kept().changed_at) == (paris(7), 1, clock.now())
    assert "mardi 9 juin" in kept().search_text.replace("\u00a0", " ")


def test_one_new_date_may_be_given_by_its_hours(event: Event) -> None:
    set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=[(paris(9), paris(9, 11))])

    assert spans_of(kept()) == [(paris(9), paris(9, 11))]


def test_several_new_dates_replace_one_and_the_other_way_round(event: Event) -> None:
    postpone(9, 10)
    several = spans_of(kept())
    postpone(12)

    assert (several, spans_of(kept()), EventSession.objects.count()) == (dates(9, 10), dates(12), 0)
    assert kept().postponed_from == paris(7)


def test_date_to_be_set_leaves_the_one_announced(event: Event) -> None:
    postpone()

    assert (kept().status, kept().is_rescheduled, kept().starts_at, kept().changed_at) == (
        Status.POSTPONED,
        False,
        paris(7),
        None,
    )


@pytest.mark.parametrize("announced", [(7,), (7, 8)])
def test_undo_brings_the_dates_announced_back(make_event: MakeEvent, announced: tuple[int, ...]) -> None:
    make_event(**on_days(*announced))
    Event.objects.update(moderation=Moderation.PUBLISHED)
    postpone(10, 12)

    set_status(event=kept(), status=Status.SCHEDULED, by=None)

    assert (spans_of(kept()), kept().status) == (dates(*announced), Status.SCHEDULED)
    assert (kept().postponed_from, kept().announced, kept().sequence) == (None, [], 2)


def test_new_date_that_falls_through_is_to_be_set_again(event: Event) -> None:
    postpone(9)
    postpone()

    assert (kept().status, kept().is_rescheduled, spans_of(kept())) == (Status.POSTPONED, False, dates(7))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.FULL])
def test_undo_after_a_new_date_keeps_it(event: Event, status: Status) -> None:
    postpone(9)
    set_status(event=kept(), status=status, by=None)

    set_status(event=kept(), status=Status.SCHEDULED, by=None)

    assert (kept().is_rescheduled, spans_of(kept()), kept().sequence) == (True, dates(9), 3)


def test_same_new_date_twice_is_once(event: Event) -> None:
    postpone(9)
    postpone(9)

    assert (kept().sequence, AuditEntry.objects.filter(verb="event.status_set").count()) == (1, 1)


def test_dates_announced_are_no_new_dates(event: Event) -> None:
    with pytest.raises(DomainError) as caught:
        postpone(7)

    assert (caught.value.code, kept().status) == ("event.same_dates", Status.SCHEDULED)


def test_new_dates_that_overlap_change_nothing(event: Event) -> None:
    with pytest.raises(DomainError) as caught:
        set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=[*dates(9), *dates(9)])

    assert (caught.value.code, kept().status, kept().sequence) == ("event.doubled_date", Status.SCHEDULED, 0)


def test_region_reads_the_new_date_but_not_its_own(event: Event, alice: User, regina: User) -> None:
    postpone(9, by=regina)
    own = kept().changed_at
    postpone(10, by=alice)

    assert (own, kept().changed_at) == (None, clock.now())


def test_difference_is_in_the_journal_for_who_reads_it(make_event: MakeEvent, alice: User) -> None:
    event = publish_event(event=submit_event(event=make_event(), by=alice), by=None)
    postpone(9, by=alice)

    (change,) = changes_since_read([kept()])[event.pk]
    assert [plain(words) for words in (change.old, change.new)] == [
        "dimanche 7 juin, de 10 h à 12 h",
        "mardi 9 juin, de 10 h à 12 h",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    old=spans(first=6, last=20),
    new=spans(first=6, last=25),
    then=st.sampled_from([Status.CANCELLED, Status.FULL]),
)
def test_cancelled_and_restored_is_the_same_feed_but_for_its_number(
    client: Client, make_event: MakeEvent, old: Spans, new: Spans, then: Status
) -> None:
    Event.objects.all().delete()
    make_event(sessions=old)
    Event.objects.update(moderation=Moderation.PUBLISHED)
    feeds = [_feed(client)]
    if new != old:
        set_status(event=kept(), status=Status.POSTPONED, by=None, new_sessions=new)
    feeds += [_feed(client)]
    set_status(event=kept(), status=then, by=None)
    set_status(event=kept(), status=Status.SCHEDULED, by=None)
    feeds += [_feed(client)]
    set_status(event=kept(), status=Status.SCHEDULED, by=None)

    assert (feeds[2], _feed(client)) == (feeds[1], feeds[0])


def _feed(client: Client) -> str:
    text = client.get("/semaine-2026/programme.ics").getvalue().decode()
    return re.sub(r"SEQUENCE:\d+", "SEQUENCE", text)


def mails() -> list[tuple[str, str]]:
    """Return (recipient, subject) of the mails about plans."""
    found = Mail.objects.filter(kind="event.status").order_by("recipient_email")
    return [(mail.recipient_email, plain(mail.subject)) for mail in found]


def test_co_organisers_and_region_are_told_not_who_said_it(
    event: Event, alice: User, charlie: User, regina: User, org_b: Organisation
) -> None:
    set_co_organisers(event=event, organisations=[org_b], by=None)

    set_status(event=event, status=Status.CANCELLED, by=alice, note="Il pleut.")

    assert {address for address, _subject in mails()} == {charlie.email, regina.email}
    assert {subject for _address, subject in mails()} == {"« Un jardin partagé » est annulé"}


def test_organiser_is_told_what_the_region_says(event: Event, alice: User, bob: User, regina: User) -> None:
    set_status(event=event, status=Status.FULL, by=regina)

    assert mails() == sorted((one.email, "« Un jardin partagé » est complet") for one in (alice, bob))


def test_another_word_alone_is_not_worth_a_mail(event: Event, alice: User, regina: User) -> None:
    for note in ("", "Il pleut."):
        set_status(event=event, status=Status.CANCELLED, by=alice, note=note)

    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("status", "days", "subject", "sentence"),
    [
        (Status.POSTPONED, (9,), "« Un jardin partagé » a une nouvelle date", "mardi 9 juin, de 10 h à 12 h. Il était"),
        (Status.POSTPONED, (), "« Un jardin partagé » est reporté", "La nouvelle date n’est pas encore connue."),
        (Status.CANCELLED, (), "« Un jardin partagé » est annulé", "Il n’aura pas lieu. Il était annoncé : dimanche 7 juin"),
    ],
)  # fmt: skip
def test_mail_says_what_becomes_of_the_event(
    *,
    event: Event,
    alice: User,
    regina: User,
    status: Status,
    days: tuple[int, ...],
    subject: str,
    sentence: str,
) -> None:
    set_status(event=event, status=status, by=alice, new_sessions=dates(*days) or None)

    mail = Mail.objects.get(kind="event.status")
    assert (plain(mail.subject), sentence in " ".join(plain(mail.body_text).split())) == (subject, True)
    assert f"/bureau/moderation/{event.uid}/" in mail.body_text


def test_taking_it_back_is_told_too(event: Event, alice: User, regina: User) -> None:
    postpone(9, by=alice)
    set_status(event=kept(), status=Status.SCHEDULED, by=alice)

    mail = Mail.objects.filter(kind="event.status").order_by("pk").last()
    assert mail is not None
    assert plain(mail.subject) == "« Un jardin partagé » a lieu comme annoncé"
    assert "dimanche 7 juin, de 10 h à 12 h" in plain(mail.body_text)


def test_where_no_association_decides_the_head_is_told(
    make_event: MakeEvent, org_a: Organisation, fede: User, alice: User
) -> None:
    Organisation.objects.filter(pk=org_a.pk).update(department="59")
    make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)

    set_status(event=kept(), status=Status.CANCELLED, by=alice)

    assert [address for address, _subject in mails()] == [fede.email]
