"""Who belongs to a segment, and why others do not."""

import datetime as dt

import pytest

from semainier.campaigns.models import ListedMember
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.events.models import Moderation, Outcome
from semainier.organisations.access import Reach, reach_of
from semainier.rally.criteria import Choice, Criteria
from semainier.rally.models import Segment
from semainier.rally.queries.segments import (
    count_of,
    counts_of,
    members_of,
    parts_of,
    tag_names,
)
from semainier.rally.services.kept import add_tag
from semainier.rally.tests.factories import EVERYWHERE, commit, make_event

A, B, BOX, BARE, SMALL = (
    "Habitat des Deux-Rives",
    "Le Toit des Flandres",
    "Logis Boîte",
    "Logis Nu",
    "Logis Petit",
)


def names(network, include=None, exclude=None, reach=EVERYWHERE, **more):
    choice = Choice(Criteria(**include or {}), Criteria(**exclude or {}))
    found = members_of(network.edition, choice, clock.now(), reach, **more)
    return [listed.organisation.name for listed in found]


def test_nothing_named_is_everybody_on_the_list(network):
    assert names(network) == [A, B, BOX, BARE, SMALL]


@pytest.mark.parametrize(
    ("include", "found"),
    [
        ({"regions": ("32",)}, [B]),
        ({"regions": ("75", "32")}, [A, B, BOX, BARE, SMALL]),
        ({"families": ("coop",)}, [BOX, BARE]),
        ({"families": ("-",)}, [SMALL]),
        ({"families": ("-", "coop")}, [BOX, BARE, SMALL]),
        ({"sizes": ("s",)}, [BARE]),
        ({"sizes": ("m",)}, [BOX]),
        ({"sizes": ("l",)}, [A]),
        ({"sizes": ("xl",)}, [B]),
        ({"sizes": ("unknown", "s")}, [BARE, SMALL]),
        ({"regions": ("75",), "families": ("coop",), "sizes": ("m",)}, [BOX]),
        ({"states": ("unreachable",)}, [BARE]),
        ({"states": ("silent",), "lacking": ("unreachable",)}, [A, B, BOX, SMALL]),
        ({"states": ("silent", "committed")}, []),
        ({"tags": ("inconnue",)}, []),
    ],
)
def test_criteria_of_one_kind_widen_those_of_several_narrow(network, include, found):
    assert names(network, include) == found


def test_tags_are_asked_for_and_left_out(network):
    add_tag(name="Réseau  Pilote ", organisations=[network.a, network.box], by=None)

    assert names(network, {"tags": ("réseau pilote",)}) == [A, BOX]
    assert names(network, exclude={"tags": ("réseau pilote",)}) == [B, BARE, SMALL]


def test_situations_are_those_of_the_board(network):
    commit(network.edition, network.a)
    make_event(network.edition, network.b)
    make_event(network.edition, network.box, Moderation.SUBMITTED)
    make_event(network.edition, network.small, Moderation.PUBLISHED)
    ListedMember.objects.filter(organisation=network.bare).update(
        invited_at=clock.now(), opened_at=clock.now()
    )

    assert names(network, {"states": ("committed",)}) == [A]
    assert names(network, {"states": ("draft",)}) == [B]
    assert names(network, {"states": ("declared",)}) == [BOX, SMALL]
    assert names(network, {"states": ("published",)}) == [SMALL]
    assert names(network, {"states": ("invited",)}) == [BARE]
    assert names(network, {"states": ("silent",)}) == [B, BARE]


def test_outcomes_are_missing_after_the_event(network):
    told = make_event(network.edition, network.a, Moderation.PUBLISHED)
    make_event(network.edition, network.b, Moderation.PUBLISHED)
    make_event(network.edition, network.box, Moderation.PUBLISHED, status="cancelled")
    with clock.at(dt.datetime(2026, 6, 20, 12, tzinfo=clock.PARIS)):
        Outcome.objects.create(event=told, held="yes", given_at=clock.now())

        assert names(network, {"states": ("outcome_missing",)}) == [B]
        assert names(network, {"states": ("held",)}) == [A]
        assert names(network, {"states": ("answered",)}) == [A]


def test_what_leaves_out_is_explained_and_overlap_is_said(network):
    choice = Choice(
        Criteria(regions=("75",)),
        Criteria(families=("coop",), sizes=("s", "unknown"), states=("unreachable",)),
    )

    count = count_of(network.edition, choice, clock.now(), EVERYWHERE)

    assert (count.included, count.excluded, count.listed, count.several) == (4, 3, 1, 1)
    assert [(one.field, one.value, one.number) for one in count.reasons] == [
        ("families", "", 2), ("sizes", "", 2), ("states", "unreachable", 1),
    ]  # fmt: skip


def test_family_that_is_unknown_is_not_left_out(network):
    assert SMALL in names(network, exclude={"families": ("oph", "coop")})


def test_coordinator_counts_her_territory(network, regina):
    reach = reach_of(regina, Permission.RALLY_SEND)

    assert names(network, reach=reach) == [A, BOX, BARE, SMALL]
    assert count_of(network.edition, Choice(), clock.now(), reach).listed == 4
    assert names(network, reach=Reach()) == []


def test_segment_of_an_association_holds_its_territory_for_the_head_too(network, association):
    assert names(network, association=association) == [A, BOX, BARE, SMALL]


def test_who_left_the_list_is_not_in_it(network):
    ListedMember.objects.filter(organisation=network.b).update(removed_on="2026-05-20")

    assert names(network, {"regions": ("32",)}) == []


def test_parts_of_the_regions_are_the_whole(network):
    members = members_of(network.edition, Choice(), clock.now(), EVERYWHERE)

    assert [(part.region, part.number) for part in parts_of(members)] == [("32", 1), ("75", 4)]


def test_all_segments_are_counted_at_once(network, association, django_assert_num_queries):
    made = [
        Segment(pk=1, include={"regions": ["32"]}),
        Segment(pk=2, exclude={"families": ["coop"], "states": ["unreachable"]}),
        Segment(pk=3, association=association),
    ]

    with django_assert_num_queries(1):
        counts = counts_of(network.edition, made, clock.now(), EVERYWHERE)

    assert counts == {1: 1, 2: 3, 3: 4}
    assert counts_of(network.edition, [], clock.now(), EVERYWHERE) == {}


def test_tags_to_choose_from_are_those_within_reach(network, regina):
    add_tag(name="nord", organisations=[network.b], by=None)
    add_tag(name="sud", organisations=[network.a, network.box], by=None)

    assert tag_names(EVERYWHERE) == ["nord", "sud"]
    assert tag_names(reach_of(regina, Permission.RALLY_SEND)) == ["sud"]


def test_values_that_mean_nothing_are_dropped():
    said = {"sizes": ["s", "huge"], "states": ["silent", "x", "silent"], "regions": ["75"]}

    criteria = Criteria.read(said)

    assert criteria == Criteria(regions=("75",), sizes=("s",), states=("silent",))
    assert Criteria.read(criteria.stored()) == criteria
    assert not Criteria()


def test_filters_make_an_address(network):
    choice = Choice(Criteria(regions=("75", "32")), Criteria(tags=("réseau",)))

    assert (
        choice.address(edition="x", page="") == "regions=75&regions=32&hors_etiquettes=r%C3%A9seau&edition=x"
    )
