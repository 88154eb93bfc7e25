"""The frame of an edition through its services: what is kept, on record, refused; a frozen one is closed to all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Charter, Edition, Phase
from semainier.campaigns.services.editions import (
    EDITABLE,
    RESERVED_SLUGS,
    create_edition,
    publish_charter,
    set_current,
    set_goals,
    set_phase,
    set_themes,
    update_edition,
)
from semainier.campaigns.services.members import (
    list_members,
    relist_member,
    remove_listed_member,
    withdraw_commitment,
)
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import update_organisation
from semainier.territories.models import Department
from tests.tree import routes

THEME = {"slug": "patrimoine", "name": "Patrimoine"}


def lines(verb: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb).order_by("pk"))


def make(edition: Edition, **fields: Any) -> Edition:
    values = {
        "slug": "semaine-2027", "name": "2027", "headline": "…", "starts_on": dt.date(2027, 6, 5),
        "ends_on": dt.date(2027, 6, 13),
    }  # fmt: skip
    return create_edition(campaign=edition.campaign, by=None, **{**values, **fields})


def test_a_new_edition_is_in_preparation_and_hidden_from_nobody_by_mistake(edition: Edition) -> None:
    made = make(edition)

    assert (made.phase, made.is_current, made.outcomes_until) == (
        Phase.PREPARATION,
        False,
        dt.date(2027, 6, 27),
    )
    assert lines("edition.created")[-1].edition_id == made.pk


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_an_address_in_use_by_the_site_is_refused(edition: Edition, slug: str) -> None:
    with pytest.raises(DomainError) as refusal:
        make(edition, slug=slug)

    assert refusal.value.code == "edition.slug_reserved"


def test_every_first_word_of_an_address_is_reserved() -> None:
    firsts = {route.path.partition("/")[0] for route in routes()}

    plain = {word for word in firsts if word and "<" not in word and "." not in word}
    assert plain <= RESERVED_SLUGS


@pytest.mark.parametrize("field", ["phase", "is_current", "colour"])
def test_what_is_no_field_of_the_frame_is_a_defect(edition: Edition, field: str) -> None:
    with pytest.raises(TypeError, match=field):
        make(edition, **{field: "x"})
    with pytest.raises(TypeError, match=field):
        update_edition(edition=edition, by=None, **{field: "x"})


def test_only_what_changed_is_on_record(edition: Edition, fede: User) -> None:
    update_edition(edition=edition, by=fede, headline="Autre", name=edition.name)

    [line] = lines("edition.updated")
    assert (line.data, line.actor) == ({"headline": ["Habiter mieux", "Autre"]}, fede)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_on": dt.date(2026, 6, 5)}, "edition.days_reversed"),
        ({"outcomes_until": dt.date(2026, 6, 13)}, "edition.outcomes_too_early"),
        ({"hue_a": "#ffd35b"}, "edition.hue_a_too_light"),
        ({"hue_b": "#0f4c40"}, "edition.hue_b_too_dark"),
    ],
)
def test_a_change_that_does_not_hold_is_not_saved(
    edition: Edition, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        update_edition(edition=edition, by=None, **fields)

    stored = Edition.objects.get(pk=edition.pk)
    assert refusal.value.code == code
    assert {name: getattr(stored, name) for name in fields} != fields
    assert lines("edition.updated") == []


def test_what_may_be_edited_are_fields() -> None:
    assert {field.name for field in Edition._meta.get_fields()} >= EDITABLE


CHANGES: dict[str, Callable[[Edition], object]] = {
    "update": lambda e: update_edition(edition=e, by=None, headline="Autre"),
    "themes": lambda e: set_themes(edition=e, themes=[THEME], by=None),
    "goals": lambda e: set_goals(edition=e, goals={"events": 1}, by=None),
    "charter": lambda e: publish_charter(edition=e, text="Autre", by=None),
    "list": lambda e: list_members(edition=e, organisations=[], listed_on=dt.date(2026, 1, 1), by=None),
    "remove": lambda e: remove_listed_member(
        listed=e.listed_members.select_related("edition").get(), on=dt.date(2026, 5, 1), by=None
    ),
    "relist": lambda e: relist_member(listed=e.listed_members.select_related("edition").get(), by=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_frozen_edition_is_closed_to_every_change(committed: Edition, change: str) -> None:
    Edition.objects.filter(pk=committed.pk).update(phase=Phase.FROZEN)
    frozen = Edition.objects.get(pk=committed.pk)
    before = AuditEntry.objects.count()

    with pytest.raises(Conflict) as refusal:
        CHANGES[change](frozen)

    assert refusal.value.code == "edition.phase"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.FROZEN])
def test_any_other_phase_lets_the_frame_be_changed(committed: Edition, change: str, phase: Phase) -> None:
    Edition.objects.filter(pk=committed.pk).update(phase=phase)

    CHANGES[change](Edition.objects.get(pk=committed.pk))


def test_the_way_through_the_phases_is_on_record(edition: Edition, fede: User) -> None:
    for phase in (Phase.WEEK, Phase.COUNTING, Phase.FROZEN, Phase.COUNTING):
        set_phase(edition=edition, phase=phase, by=fede)

    steps = [(line.data["from"], line.data["to"]) for line in lines("edition.phase_set")][-4:]
    assert steps == [("open", "week"), ("week", "counting"), ("counting", "frozen"), ("frozen", "counting")]


def test_a_phase_follows_what_another_has_done_meanwhile(edition: Edition) -> None:
    stale = Edition.objects.get(pk=edition.pk)
    set_phase(edition=edition, phase=Phase.WEEK, by=None)

    set_phase(edition=stale, phase=Phase.COUNTING, by=None)

    assert (stale.phase, Edition.objects.get(pk=edition.pk).phase) == (Phase.COUNTING, Phase.COUNTING)


def test_showing_first_what_is_first_changes_no_other(edition: Edition) -> None:
    other = make(edition)
    for _time in range(2):
        set_current(edition=other, by=None)

    assert list(Edition.objects.filter(is_current=True)) == [other]


def test_themes_stand_in_the_order_given_and_one_that_events_use_stays(
    committed: Edition, make_event: Callable[..., Event]
) -> None:
    used = make_event().theme

    kept = set_themes(edition=committed, themes=[{"slug": "b", "name": "B"}, THEME], by=None)

    assert [theme.slug for theme in kept] == ["b", "patrimoine"]
    assert set(committed.themes.values_list("slug", flat=True)) == {"b", "patrimoine", used.slug}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    goals=st.dictionaries(
        st.sampled_from(["participants", "rate", "events", "responses"]), st.integers(1, 99)
    )
)
def test_goals_are_those_given_last(edition: Edition, goals: dict[str, int]) -> None:
    set_goals(edition=edition, goals={"participants": 5, "events": 7}, by=None)
    set_goals(edition=edition, goals=goals, by=None)

    assert dict(edition.goals.values_list("kind", "target")) == goals


@pytest.mark.parametrize(
    "text",
    [
        "Nous ouvrons nos portes.\n\nNous racontons ensuite.",
        "  Nous ouvrons nos portes.\n\nNous racontons ensuite.\n",
    ],
)
def test_spaces_around_make_no_new_charter(edition: Edition, text: str) -> None:
    assert publish_charter(edition=edition, text=text, by=None).version == 1
    assert Charter.objects.count() == 1


def test_coming_back_to_an_older_wording_is_a_version_of_its_own(edition: Edition) -> None:
    first = edition.charters.get().text
    publish_charter(edition=edition, text="Autre", by=None)

    again = publish_charter(edition=edition, text=first, by=None)

    assert (again.version, [charter.version for charter in edition.charters.all()]) == (3, [3, 2, 1])


def test_who_has_no_department_is_not_listed(edition: Edition, federation: Organisation) -> None:
    assert (
        list_members(edition=edition, organisations=[federation], listed_on=dt.date(2026, 1, 1), by=None) == 0
    )


def test_a_line_keeps_its_place_when_the_organisation_moves(edition: Edition, org_a: Organisation) -> None:
    list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 1, 1), by=None)

    update_organisation(organisation=org_a, by=None, department=Department.objects.get(code="59"))

    listed = edition.listed_members.get()
    assert (listed.department_id, listed.region_id) == ("33", "75")


@pytest.mark.parametrize("number", [1, 3])
def test_listing_costs_the_same_whatever_the_number(
    edition: Edition, org_a: Organisation, number: int, django_assert_num_queries: Any
) -> None:
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Logis {n}", department_id="33") for n in range(number)
    )
    with django_assert_num_queries(6):  # two are the savepoint
        list_members(edition=edition, organisations=made, listed_on=dt.date(2026, 1, 1), by=None)


def test_nobody_is_taken_off_before_the_first_day(committed: Edition) -> None:
    listed = committed.listed_members.select_related("edition").get()

    remove_listed_member(listed=listed, on=dt.date(2020, 1, 1), by=None)

    assert listed.removed_on == listed.listed_on


def test_taking_off_and_putting_back_are_on_record_once(committed: Edition) -> None:
    listed = committed.listed_members.select_related("edition").get()
    relist_member(listed=listed, by=None)
    remove_listed_member(listed=listed, on=dt.date(2026, 5, 1), by=None)
    for _time in range(2):
        relist_member(listed=listed, by=None)

    assert (len(lines("edition.member_removed")), len(lines("edition.member_relisted"))) == (1, 1)


def test_a_commitment_is_taken_back_once(committed: Edition, alice: User) -> None:
    commitment = committed.commitments.select_related("edition").get()
    first = withdraw_commitment(commitment=commitment, by=alice).withdrawn_at
    again = withdraw_commitment(commitment=commitment, by=alice).withdrawn_at

    assert first == again
    assert len(lines("commitment.withdrawn")) == 1
