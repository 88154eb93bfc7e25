"""The reads behind the lists of the board: addresses that come back, filters, whom invitations reach, forms."""

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, ListedMember, Phase
from semainier.core import clock
from semainier.organisations.models import Membership, Organisation
from semainier.organisations.services.people import add_member
from semainier.organisations.sizes import Size
from semainier.report.figures import Figures, Group
from semainier.report.forms import AnnouncedForm, ContactForm, SnapshotForm
from semainier.report.queries.board import FUNNEL, funnel_of, lines_of, phases_of, same_distance
from semainier.report.queries.evolution import Curve
from semainier.report.queries.figures import EVERYTHING
from semainier.report.queries.participation import (
    SORTS,
    ListFilters,
    MemberRow,
    members_at,
    picked,
    reach_summary,
    rows_of,
)
from semainier.report.queries.stages import Stage

HUGE = "9" * 30
WORDS = st.text(max_size=12)
EDITION = Edition(
    starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14), outcomes_until=dt.date(2026, 6, 28), phase="open",
    phase_set_at=dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC),
)  # fmt: skip
EMPTY = Figures("semaine-2026", "2026-05-20T10:00:00+02:00")
FILTERS = st.builds(
    ListFilters,
    stage=st.sampled_from(list(Stage)),
    text=WORDS.map(str.strip),
    region=st.text(max_size=3),
    family=st.text(max_size=8),
    size=st.sampled_from(["", *Size.values]),
    department=st.text(max_size=3),
    follower=st.text(max_size=5),
    sort=st.sampled_from(list(SORTS)),
)


@given(FILTERS)
def test_the_address_of_a_list_gives_the_list_again(filters):
    assert ListFilters.read(QueryDict(filters.query())) == filters


@given(st.dictionaries(st.sampled_from(["etape", "q", "region", "famille", "taille", "tri", "suivi"]), WORDS))
def test_whatever_an_address_says_there_is_a_list(asked):
    made = QueryDict(mutable=True)
    made.update(asked)

    filters = ListFilters.read(made)

    assert (filters.stage in set(Stage), filters.sort in SORTS) == (True, True)
    assert filters.size in {"", *Size.values}


def test_more_can_be_put_behind_an_address():
    query = ListFilters(stage=Stage.LISTED, text="a b").query(page=3, empty="")

    assert parse_qs(query) == {"etape": ["listed"], "q": ["a b"], "page": ["3"]}


def found(edition, **filters):
    wanted = ListFilters(**{"stage": Stage.LISTED, **filters})
    return [line.organisation for line in members_at(edition, wanted, clock.now(), EVERYTHING)]


def test_filters_narrow_together(small):
    assert set(found(small.edition)) == {small.one, small.two, small.three, small.four}
    assert set(found(small.edition, department="33", family="oph")) == {small.one}
    assert found(small.edition, stage=Stage.SILENT) == [small.four]
    assert found(small.edition, text="habitat 002", region="75") == [small.two]
    assert found(small.edition, region="72") == []


def test_the_largest_come_first_and_the_unknown_last(small):
    Organisation.objects.filter(pk=small.one.pk).update(dwellings=None)
    Organisation.objects.filter(pk=small.three.pk).update(dwellings=9_000)

    order = found(small.edition)

    assert (order[0], order[-1]) == (small.three, small.one)
    assert found(small.edition, sort="organisme") == [small.one, small.two, small.three, small.four]


def test_chosen_ones_must_still_be_silent(small):
    keys = [str(one.pk) for one in (small.one, small.four)]

    chosen = picked(small.edition, clock.now(), EVERYTHING, [*keys, "x", HUGE])

    assert [line.organisation for line in chosen] == [small.four]


@pytest.mark.parametrize("name", ["participation_invite", "participation_list", "participation"])
def test_pages_take_numbers_that_no_key_can_be(client_of, fede, small, name):
    url = reverse(f"report:{name}", args=[small.edition.slug])

    for query in ({"organisme": HUGE}, {"suivi": HUGE}, {"page": HUGE}):
        assert client_of(fede).get(url, query).status_code in {200, 302}


@pytest.mark.parametrize("number", [1, 3])
def test_rows_cost_three_queries(small, bob, number, django_assert_num_queries):
    for user in range(number):
        add_member(
            organisation=small.one,
            user=User.objects.create(email=f"{user}@a.example"),
            role="referent",
            by=None,
        )
    members = list(members_at(small.edition, ListFilters(stage=Stage.LISTED), clock.now(), EVERYTHING))

    with django_assert_num_queries(3):
        rows = rows_of(members)

    assert {len(row.people) for row in rows if row.organisation == small.one} == {number}


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=8))
def test_everybody_is_reached_one_way_or_not_at_all(cases):
    rows = [
        MemberRow(
            ListedMember(organisation=Organisation(email="a@b.example" if mailbox else "")),
            [Membership() for _ in range(people)],
        )
        for people, mailbox in cases
    ]

    summary = reach_summary(rows)

    assert summary.people + summary.mailbox + len(summary.unreachable) == len(rows)
    assert summary.mails == sum(people or mailbox for people, mailbox in cases)


@given(st.integers(-400, 400), st.integers(1, 3))
def test_the_same_distance_is_the_same_number_of_days(days, years):
    now = dt.datetime(2026, 6, 6, 12, tzinfo=dt.UTC) + dt.timedelta(days=days)
    previous = Edition(starts_on=dt.date(2026 - years, 6, 8))
    edition = Edition(starts_on=dt.date(2026, 6, 6), phase="open", previous=previous)

    then = same_distance(edition, now)

    assert (now.date() - edition.starts_on) == (then.date() - previous.starts_on)
    assert now.time() == then.time()


@given(
    st.lists(st.tuples(st.integers(-90, 9), st.integers(1, 40)), max_size=9, unique_by=lambda step: step[0])
)
def test_a_curve_never_falls(steps):
    total, points = 0, []
    for day, more in sorted(steps):
        total += more
        points.append((day, total))
    curve = Curve(tuple(points))

    values = [curve.at(day) for day in range(-95, 12)]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0, curve.total)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), max_size=7))
def test_groups_stand_by_their_rate_beside_a_year_ago(rows):
    groups = tuple(
        Group(str(n), f"G{n}", "", listed=a, participants=min(b, a)) for n, (a, b, _c) in enumerate(rows)
    )
    before = tuple(
        Group(str(n), f"G{n}", "", listed=a, participants=min(c, a)) for n, (a, _b, c) in enumerate(rows)
    )

    lines = lines_of(groups, before)

    assert [line.group.rate for line in lines] == sorted((g.rate for g in groups if g.listed), reverse=True)
    assert all(0 <= float(line.width) <= 100 for line in lines)
    assert all(0 <= float(line.mark or 0) <= 98 for line in lines)
    assert all(
        line.gap == line.group.participants - min(rows[int(line.group.code)][2], line.group.listed)
        for line in lines
    )


def test_a_group_that_is_new_has_nothing_beside_it():
    [line] = lines_of((Group("75", "N", "", listed=2, participants=1),), ())

    assert (line.before, line.gap, line.mark) == (None, None, "")


def test_the_funnel_says_what_only_the_week_can_tell():
    figures = replace(EMPTY, listed=10, invited=None, committed=4, held=0, answered=0, list_on="2026-05-20")

    steps = {step.stage: step for step in funnel_of(figures, EDITION)}

    assert list(steps) == list(FUNNEL)
    assert (steps[Stage.HELD].count, steps[Stage.ANSWERED].count) == (None, None)
    assert "6\u00a0juin" in steps[Stage.HELD].remark
    assert "20\u00a0mai 2026" in steps[Stage.LISTED].remark
    assert (steps[Stage.COMMITTED].share, steps[Stage.COMMITTED].width) == (0.4, "40.0")
    assert (steps[Stage.INVITED].count, steps[Stage.INVITED].width) == (None, "0")


@pytest.mark.parametrize("basis", [None, "held"])
def test_one_step_of_the_funnel_is_the_participation(basis):
    keys = [step.stage for step in funnel_of(replace(EMPTY, basis=basis, listed=3), EDITION) if step.is_key]

    assert keys == [Stage.HELD if basis else Stage.PUBLISHED]


@pytest.mark.parametrize("phase", list(Phase))
def test_one_drawer_is_open_those_before_are_past(phase):
    EDITION.phase = phase
    drawers = phases_of(EDITION, dt.datetime(2026, 5, 20, 8, tzinfo=dt.UTC))

    here = list(Phase).index(phase)
    assert [drawer.is_now for drawer in drawers] == [place == here for place in range(5)]
    assert [drawer.is_past for drawer in drawers] == [place < here for place in range(5)]
    assert [drawer for drawer in drawers if not drawer.remark] == []


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"label": "Presse", "day": "2026-05-20", "participants": "3"}, []),
        ({"label": "Presse", "day": "2026-05-20", "events": "0"}, []),
        ({"label": "Presse", "day": "2026-05-20"}, ["participants"]),
        ({"label": "Presse", "day": "2026-05-21", "events": "1"}, ["day"]),
        ({"label": "", "day": "soon", "events": "-1"}, ["day", "events", "label"]),
        ({"label": "Presse", "day": "2026-05-20", "participants": "1000001"}, ["participants"]),
    ],
)
def test_announced_figures_need_a_day_that_was_and_a_figure(data, wrong):
    assert sorted(AnnouncedForm(data).errors) == wrong


def test_an_announcement_of_today_is_not_in_the_future():
    form = AnnouncedForm({"label": "x", "day": "2026-05-20", "events": "1"})
    past = AnnouncedForm({"label": "x", "day": "2026-05-19", "events": "1"})

    assert (form.is_valid(), past.is_valid()) == (True, True)
    assert (form.taken_at, past.taken_at) == (clock.now(), dt.datetime(2026, 5, 19, 12, tzinfo=clock.PARIS))


@pytest.mark.parametrize(
    ("day", "at"),
    [("", None), ("2026-05-20", None), ("2026-05-04", dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC))],
)
def test_a_contact_is_of_now_or_of_the_noon_of_its_day(day, at):
    form = ContactForm({"channel": "call", "day": day, "words": ""})

    assert (form.is_valid(), form.at) == (True, at)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [({"channel": "smoke"}, "channel"), ({"channel": "call", "day": "2026-05-21"}, "day"),
     ({"channel": "call", "words": "x" * 501}, "words")],
)  # fmt: skip
def test_a_contact_that_cannot_be_is_refused(data, wrong):
    assert list(ContactForm(data).errors) == [wrong]


@pytest.mark.parametrize(("label", "is_valid"), [("Un mois avant", True), ("", False), ("x" * 121, False)])
def test_figures_are_kept_under_a_name(label, is_valid):
    assert SnapshotForm({"label": label}).is_valid() is is_valid
