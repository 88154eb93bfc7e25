"""Laws of the reminders, whatever happens in whatever order."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member
from semainier.organisations.sizes import Size, size_of
from semainier.rally import tasks
from semainier.rally.criteria import Choice, Criteria
from semainier.rally.models import Recipient
from semainier.rally.queries.segments import count_of, members_of, parts_of
from semainier.rally.rules import AT_MOST, are_apart
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.take_back import cancel_sending
from semainier.rally.tests.factories import (
    EVERYWHERE,
    commit,
    draft_of,
    frozen,
    make_event,
    make_person,
    only,
    send,
)

DAY = dt.timedelta(days=1)
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
some = {
    "regions": st.sets(st.sampled_from(["75", "32", "99"]), max_size=2),
    "families": st.sets(st.sampled_from(["oph", "coop", "-"]), max_size=2),
    "sizes": st.sets(st.sampled_from(Size.values), max_size=3),
    "tags": st.sets(st.sampled_from(["a", "b"]), max_size=2),
}
criteria = st.builds(
    lambda **said: Criteria(**{name: tuple(sorted(values)) for name, values in said.items()}),
    **some,
    states=st.sets(st.sampled_from(["committed", "silent", "unreachable"]), max_size=2),
)
# What happens, how many days after the step before, whether the worker runs afterwards.
steps = st.lists(
    st.tuples(
        st.sampled_from(["send", "at once", "plan", "cancel", "answer"]),
        st.sampled_from([0, 1, 2, 6, 7, 9]),
        st.sampled_from([True, True, True, False]),
    ),
    min_size=8,
    max_size=16,
)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what an example wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Play:
    """Steps on a network of two people of whom one acts for two organisations, a mailbox, nobody."""

    def __init__(self, network, by):
        self.network, self.by, self.sendings, self.answered_at = network, by, [], None

    def step(self, act, days):
        with suppress(DomainError):
            getattr(self, f"do_{act.replace(' ', '_')}")(days)

    def do_send(self, days):
        matter = "commit" if days in {2, 7} else "other"
        self.sendings.append(send(self.by, draft_of(self.network.edition, matter)))

    def do_at_once(self, _days):
        self.sendings.append(frozen(self.by, self.network))

    def do_plan(self, days):
        leaves_at = clock.now() + DAY * (days + 1)
        self.sendings.append(frozen(self.by, self.network, leaves_at=leaves_at))

    def work(self):
        """Do what the worker does; a mail that is due leaves, one that is useless by now does not."""
        tasks.dispatch()
        due = Mail.objects.due(clock.now())
        due.filter(expires_at__lte=clock.now()).update(state="failed")
        Mail.objects.due(clock.now()).update(state="sent", sent_at=clock.now())

    def do_cancel(self, days):
        if self.sendings:
            cancel_sending(sending=self.sendings[days % len(self.sendings)], by=self.by)

    def do_answer(self, _days):
        if self.answered_at is None:
            commit(self.network.edition, self.network.b)
            tasks.dispatch()
            self.answered_at = clock.now()

    def run(self, steps):
        now = clock.now()
        for act, days, works in steps:
            now += DAY * days
            with clock.at(now):
                self.step(act, days)
                if works:
                    self.work()


@LAW
@given(steps=steps)
def test_no_fourth_reminder_none_within_seven_days_none_after_the_answer(network, fede, alice, steps):
    add_member(organisation=network.bare, user=alice, role="director", by=None)
    with undone():
        play = Play(network, fede)
        play.run(steps)
        left = Mail.objects.exclude(state__in=["suppressed", "failed"]).filter(topic="rally")

        times = defaultdict(set)
        for row in Recipient.objects.filter(mail__in=left, sending__matter="commit"):
            times[row.email].add(row.leaves_at)
        for instants in times.values():
            assert len(instants) <= AT_MOST
            assert all(are_apart(one, other) for one in instants for other in instants if one != other)
        if play.answered_at:
            rows = Recipient.objects.filter(sending__matter="commit", organisation=network.b, mail__in=left)
            assert not rows.filter(leaves_at__gt=play.answered_at).exists()


@LAW
@given(steps=steps)
def test_one_mail_a_person_and_day_and_one_a_sending(network, fede, alice, steps):
    add_member(organisation=network.bare, user=alice, role="director", by=None)
    with undone():
        Play(network, fede).run(steps)
        left = Mail.objects.exclude(state__in=["suppressed", "failed"]).filter(topic="rally")

        days = Counter(
            (mail.recipient_email, mail.not_before.astimezone(clock.PARIS).date()) for mail in left
        )
        rows = Recipient.objects.filter(mail__in=left).order_by()
        mails = rows.values_list("sending", "email", "mail").distinct()
        assert set(days.values()) <= {1}
        assert set(Counter((sending, email) for sending, email, _mail in mails).values()) <= {1}


class CutOffError(Exception):
    """The worker died."""


@LAW
@given(deaths=st.lists(st.booleans(), max_size=6))
def test_work_that_is_cut_off_is_taken_up_and_doubles_nothing(network, fede, deaths):
    with undone():
        sending = send(fede, draft_of(network.edition))
        for dies in deaths:
            with suppress(CutOffError), transaction.atomic():
                dispatch_due()
                if dies:
                    raise CutOffError
        dispatch_due()

        assert Mail.objects.count() == sending.mails == 4
        assert not sending.recipients.filter(state="waiting").exists()


@LAW
@given(
    changes=st.lists(
        st.sampled_from(["person", "name", "mailbox", "end", "join", "event", "work"]), max_size=8
    )
)
def test_frozen_recipients_are_those_of_the_confirmation(network, fede, alice, changes):
    def change(what):
        match what:
            case "person":
                make_person(network.bare, "neuve@logis.example")
            case "name":
                type(alice).objects.filter(pk=alice.pk).update(name="Autre", email="autre@x.example")
            case "mailbox":
                Organisation.objects.filter(pk=network.box.pk).update(email="autre@boite.example")
            case "end":
                alice.memberships.update(ended_at=clock.now())
            case "join":
                commit(network.edition, network.small) if not network.small.commitments.exists() else None
            case "event":
                make_event(network.edition, network.small)
            case _:
                tasks.dispatch()

    columns = ("pk", "organisation", "user", "email", "name", "language")
    with undone():
        sending = send(fede, draft_of(network.edition))
        before = list(sending.recipients.order_by("pk").values_list(*columns))
        for what in changes:
            change(what)

        assert list(sending.recipients.order_by("pk").values_list(*columns)) == before


@pytest.fixture
def tagged(network):
    """Tags that overlap, one organisation that has joined."""
    commit(network.edition, network.box)
    for organisation, names in ((network.a, "a"), (network.b, "ab"), (network.small, "b")):
        for name in names:
            organisation.tags.create(name=name)
    return network


def fits(listed, asked):
    """Say in Python whether an organisation is one of each kind that is named (situations apart)."""
    organisation = listed.organisation
    tags = {tag.name for tag in organisation.tags.all()}
    return (
        (not asked.regions or listed.region_id in asked.regions)
        and (not asked.families or (listed.family_id or "-") in asked.families)
        and (not asked.sizes or size_of(organisation.dwellings) in asked.sizes)
        and (not asked.tags or bool(tags & set(asked.tags)))
    )


@LAW
@given(include=criteria, exclude=criteria)
def test_taken_in_without_left_out_is_listed_and_regions_add_up(tagged, include, exclude):
    choice = Choice(include, exclude)

    count = count_of(tagged.edition, choice, clock.now(), EVERYWHERE)
    members = members_of(tagged.edition, choice, clock.now(), EVERYWHERE)

    keys = set(members.values_list("pk", flat=True))
    everybody = members_of(tagged.edition, Choice(include), clock.now(), EVERYWHERE)
    assert count.included - count.excluded == count.listed == len(keys)
    assert everybody.count() == count.included
    assert keys <= set(everybody.values_list("pk", flat=True))
    assert sum(part.number for part in parts_of(members)) == count.listed
    told = sum(reason.number for reason in count.reasons)
    assert count.excluded <= told if count.several else count.excluded == told


@LAW
@given(st.builds(Criteria, **{k: v.map(sorted).map(tuple) for k, v in some.items()}))
def test_database_and_plain_python_agree_on_who_fits(tagged, include):
    members = members_of(tagged.edition, Choice(include), clock.now(), EVERYWHERE)

    expected = {
        listed.organisation.name
        for listed in tagged.edition.listed_members.select_related("organisation")
        if fits(listed, include)
    }
    assert {listed.organisation.name for listed in members} == expected


def test_only_marks_what_it_is_given(network):
    chosen = members_of(network.edition, only(network.a), clock.now(), EVERYWHERE)

    assert [listed.organisation for listed in chosen] == [network.a]
