"""Reminders that leave by themselves: off by default, at their day, within the rules."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.events.models import Held, Moderation
from semainier.events.services.outcomes import ask_outcome, give_outcome
from semainier.mailings.models import Mail
from semainier.rally import tasks
from semainier.rally.criteria import Matter
from semainier.rally.models import Sending
from semainier.rally.queries.automatic import due_on, key_of, next_milestone, switches_of
from semainier.rally.services.automatic import switch_automatic, write_automatic
from semainier.rally.tests.factories import EVERYWHERE, commit, make_event, make_person

DAY = dt.timedelta(days=1)


def at(day, hour=8):
    return clock.at(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=clock.PARIS))


def run(day, hour=8):
    """Do what the worker does on a morning."""
    with at(day, hour):
        tasks.automatic()
        tasks.dispatch()
    return Mail.objects.filter(kind__startswith="rally.").count()


@pytest.fixture
def turned_on(network, fede):
    for matter in (Matter.DECLARE, Matter.OUTCOME):
        switch_automatic(edition=network.edition, matter=matter, is_on=True, by=fede)
    return network


@pytest.fixture
def over(turned_on):
    """Two events of one person, asked about on the morning of 9 June."""
    edition = turned_on.edition
    lea = make_person(turned_on.bare, "lea@logis.example")
    events = [
        make_event(edition, turned_on.bare, Moderation.PUBLISHED, title=title) for title in ("Bal", "Visite")
    ]
    set_phase(edition=edition, phase="week", by=None)
    with at("2026-06-09", 9):
        for event in events:
            ask_outcome(event=event)
    return lea, events


def test_nothing_leaves_as_long_as_it_is_off(network):
    commit(network.edition, network.a)

    assert run("2026-05-22") == 0


def test_committed_without_event_is_reminded_at_each_milestone(turned_on):
    with at("2026-04-01"):
        for organisation in (turned_on.small, turned_on.a):
            commit(turned_on.edition, organisation)
        make_event(turned_on.edition, turned_on.a, Moderation.SUBMITTED)

    mails = [run(day) for day in ("2026-04-22", "2026-05-07", "2026-05-20", "2026-05-22", "2026-05-23")]

    assert mails == [1, 2, 2, 3, 3]
    assert set(Mail.objects.values_list("recipient_email", flat=True)) == {"petit@petit.example"}
    assert list(Sending.objects.values_list("is_automatic", "mails")) == [(True, 1)] * 3


def test_milestone_that_was_missed_is_made_up_for(turned_on):
    commit(turned_on.edition, turned_on.small)

    assert [run("2026-05-24"), run("2026-05-24", 12)] == [1, 1]
    assert run("2026-05-26") == 1


def test_nothing_leaves_before_eight(turned_on):
    commit(turned_on.edition, turned_on.small)

    with at("2026-05-22", 7):
        assert write_automatic() == []
    assert run("2026-05-22") == 1


def test_outcomes_are_asked_for_at_most_three_times_in_all(over):
    lea, _events = over

    mails = [
        run(day)
        for day in ("2026-06-15", "2026-06-16", "2026-06-17", "2026-06-22", "2026-06-24", "2026-07-02")
    ]

    assert mails == [0, 0, 1, 1, 2, 2]
    assert Mail.objects.filter(recipient_email=lea.email, kind="outcome.request").count() == 2


def test_one_mail_names_all_events_that_are_not_told(over):
    _lea, [bal, _visite] = over
    run("2026-06-17")
    first = Mail.objects.get(kind="rally.outcome")
    with at("2026-06-18"):
        bal.refresh_from_db()
        give_outcome(event=bal, held=Held.YES, by=None)

    run("2026-06-24")

    second = Mail.objects.filter(kind="rally.outcome").latest("pk")
    assert first.body_text.count("/resultat/") == 2
    assert ("Bal" in second.body_text, "Visite" in second.body_text) == (False, True)
    assert second.is_sensitive


def test_who_has_told_everything_is_left_alone(over):
    _lea, events = over
    with at("2026-06-10"):
        for event in events:
            event.refresh_from_db()
            give_outcome(event=event, held=Held.NO, by=None)

    assert run("2026-06-17") == 0


def test_nobody_is_reminded_before_the_first_question(turned_on):
    make_person(turned_on.bare, "lea@logis.example")
    make_event(turned_on.edition, turned_on.bare, Moderation.PUBLISHED)
    set_phase(edition=turned_on.edition, phase="week", by=None)

    assert run("2026-06-17") == 0


def test_nothing_leaves_after_the_last_day_of_outcomes(over, turned_on):
    late = turned_on.edition.outcomes_until + DAY

    with clock.at(dt.datetime.combine(late, dt.time(9), tzinfo=clock.PARIS)):
        assert write_automatic() == []


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2026-04-21", None),
        ("2026-04-22", "45"),
        ("2026-04-24", "45"),
        ("2026-04-25", None),
        ("2026-05-22", "15"),
        ("2026-06-06", None),
    ],
)
def test_milestones_are_45_30_and_15_days_before(edition, day, key):
    found = key_of(edition, Matter.DECLARE, dt.date.fromisoformat(day))

    assert found == (key and f"auto:{edition.pk}:declare:{key}")


def test_next_milestone_is_told(edition):
    assert next_milestone(edition, dt.date(2026, 5, 8)) == dt.date(2026, 5, 22)
    assert next_milestone(edition, dt.date(2026, 5, 23)) is None


def test_switch_is_written_once(network, fede):
    for _n in range(2):
        switch_automatic(edition=network.edition, matter=Matter.DECLARE, is_on=True, by=fede)
    switch_automatic(edition=network.edition, matter=Matter.DECLARE, is_on=False, by=fede)

    assert list(AuditEntry.objects.order_by("pk").filter(verb__startswith="reminder").values_list("verb", flat=True)) == [
        "reminder.turned_on", "reminder.turned_off",
    ]  # fmt: skip


def test_preview_of_tomorrow_writes_nothing(turned_on):
    commit(turned_on.edition, turned_on.small)

    with at("2026-05-21", 15):
        [declare, outcome] = switches_of(turned_on.edition, EVERYWHERE)

    assert (declare.is_on, declare.due.plan.mails, outcome.due) == (True, 1, None)
    assert not Sending.objects.exists()


def test_what_has_left_is_not_due_again(turned_on):
    commit(turned_on.edition, turned_on.small)
    run("2026-05-22")

    with at("2026-05-22", 12):
        assert due_on(turned_on.edition, Matter.DECLARE, clock.today(), EVERYWHERE) is None
