"""The reads behind the member list of an edition."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.members import (
    invite_to_edition,
    list_members,
    remove_listed_member,
    withdraw_commitment,
)
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import archive_organisation, create_organisation
from semainier.staff.queries.members import (
    ListFilters,
    invite_summary,
    list_lines,
    listed_members,
    regions_listed,
    unlisted_members,
)
from semainier.staff.services.members import invite_many
from semainier.staff.tests.factories import make_members
from semainier.territories.models import Department

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("to_invite", "invited", "joined", "unreachable", "removed")
FIRST = dt.date(2026, 1, 1)


@pytest.fixture
def five(committed: Edition, org_a: Organisation) -> dict[str, Organisation]:
    """Five lines, one in each state."""
    calm, asked, mute, gone = make_members(4, email="x@logis.example")
    Organisation.objects.filter(pk=mute.pk).update(email="")
    list_members(edition=committed, organisations=[calm, asked, mute, gone], listed_on=FIRST, by=None)
    lines = {line.organisation_id: line for line in committed.listed_members.all()}
    invite_to_edition(listed=lines[asked.pk], by=None)
    remove_listed_member(listed=lines[gone.pk], on=dt.date(2026, 5, 1), by=None)
    return {"to_invite": calm, "invited": asked, "joined": org_a, "unreachable": mute, "removed": gone}


def names(edition: Edition, **filters: str) -> list[str]:
    return [line.organisation.name for line in listed_members(edition, ListFilters(**filters))]


@pytest.mark.parametrize("state", STATES)
def test_each_state_finds_its_own(committed: Edition, five: dict[str, Organisation], state: str):
    assert names(committed, state=state) == [five[state].name]


def test_the_states_of_those_on_the_list_cover_it(committed: Edition, five: dict[str, Organisation]):
    each = [name for state in STATES[:-1] for name in names(committed, state=state)]

    assert sorted(each) == names(committed)


def test_an_unknown_state_is_the_whole_list(committed: Edition, five: dict[str, Organisation]):
    assert names(committed, state="nonsense") == names(committed)


def test_filters_narrow_together(committed: Edition, five: dict[str, Organisation]):
    assert names(committed, text="logis", state="invited", region="75") == ["Logis 2"]
    assert names(committed, text="logis", state="joined") == []
    assert names(committed, region="32") == []


def test_a_commitment_taken_back_counts_no_more(committed: Edition, alice: User):
    withdraw_commitment(commitment=committed.commitments.get(), by=alice)

    assert (names(committed, state="joined"), names(committed, state="to_invite")) == (
        [],
        ["Habitat des Deux-Rives"],
    )


def test_reach_says_person_mailbox_or_nothing(committed: Edition, five: dict[str, Organisation]):
    lines = listed_members(committed, ListFilters())

    assert {line.organisation.name: line.reach for line in lines} == {
        "Habitat des Deux-Rives": "people",
        "Logis 1": "mailbox",
        "Logis 2": "mailbox",
        "Logis 3": "unreachable",
    }


def test_who_no_longer_acts_is_not_written_to(committed: Edition, alice: User):
    alice.memberships.update(ended_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))

    assert [line.reach for line in listed_members(committed, ListFilters())] == ["mailbox"]


def test_without_a_choice_those_not_yet_invited_are_meant(committed: Edition, five: dict[str, Organisation]):
    summary = invite_summary(committed, None)

    assert [line.organisation.name for line in summary.listed] == ["Logis 1"]
    assert (summary.people, summary.mailbox, summary.unreachable, summary.again) == (0, 1, 0, 0)


def test_a_choice_is_taken_at_its_word(committed: Edition, five: dict[str, Organisation]):
    everybody = list(committed.listed_members.values_list("pk", flat=True))

    summary = invite_summary(committed, everybody)

    assert (summary.people, summary.mailbox, summary.unreachable, summary.again) == (1, 2, 1, 1)
    assert (summary.reachable, len(summary.listed)) == (3, 4)  # not the one taken off


def test_inviting_does_what_the_summary_said(committed: Edition, five: dict[str, Organisation], fede: User):
    summary = invite_summary(committed, list(committed.listed_members.values_list("pk", flat=True)))

    reached = invite_many(listed=summary.listed, by=fede)

    assert (reached["people"], reached["mailbox"], reached["unreachable"]) == (
        summary.people,
        summary.mailbox,
        summary.unreachable,
    )


def test_who_ever_stood_on_the_list_is_not_offered_again(committed: Edition, five: dict[str, Organisation]):
    seat = Department.objects.get(code="59")
    new, archived = (create_organisation(name=name, department=seat, by=None) for name in ("Neuf", "Vieux"))
    archive_organisation(organisation=archived, by=None)

    assert list(unlisted_members(committed)) == [new]
    assert list(unlisted_members(committed, "rives")) == []


def test_regions_are_those_that_have_a_line(committed: Edition, org_b: Organisation):
    assert [region.name for region in regions_listed(committed)] == ["Nouvelle-Aquitaine"]

    list_members(edition=committed, organisations=[org_b], listed_on=FIRST, by=None)

    assert [region.pk for region in regions_listed(committed)] == ["32", "75"]


def test_a_line_of_the_export_tells_all(committed: Edition, five: dict[str, Organisation]):
    lines = {line[1]: line for line in list_lines(listed_members(committed, ListFilters()))}

    asked = lines["Logis 2"]
    assert asked[2:6] == ["", "Nouvelle-Aquitaine", "33", "x@logis.example"]
    assert asked[6:] == [FIRST, None, dt.date(2026, 5, 20), "non"]
    assert lines["Habitat des Deux-Rives"][-1] == "oui"


def test_reads_cost_one_query_each(
    committed: Edition, five: dict[str, Organisation], django_assert_num_queries: Any
):
    reads: list[Callable[[], Any]] = [
        lambda: list(listed_members(committed, ListFilters(text="logis"))),
        lambda: invite_summary(committed, None),
        lambda: list(unlisted_members(committed)),
        lambda: list(regions_listed(committed)),
        lambda: list(list_lines(listed_members(committed, ListFilters()))),
    ]
    for read in reads:
        with django_assert_num_queries(1):
            read()
