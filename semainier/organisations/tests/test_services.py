"""Writes on the network."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.core.errors import Conflict, DomainError
from semainier.core.roles import Place
from semainier.organisations import queries
from semainier.organisations.models import AssociationTerritory, Membership, Organisation
from semainier.organisations.services.organisations import (
    add_alias,
    archive_organisation,
    create_organisation,
    record_succession,
    restore_organisation,
    set_territory,
    update_organisation,
)
from semainier.organisations.services.people import add_member, end_membership


def test_lost_leading_zero_is_named(org_a: Organisation) -> None:
    with pytest.raises(DomainError) as refusal:
        create_organisation(name="X", siren=org_a.siren.lstrip("0"), department=org_a.department, by=None)

    assert refusal.value.code == "organisation.siren_lost_zero"
    assert org_a.siren in refusal.value.next_step


def test_taken_siren_names_the_organisation(org_a: Organisation) -> None:
    with pytest.raises(Conflict) as refusal:
        create_organisation(name="X", siren=org_a.siren, department=org_a.department, by=None)

    assert refusal.value.code == "organisation.siren_taken"
    assert org_a.name in refusal.value.message


def test_update_returns_what_changed_and_keeps_the_old_name_findable(org_a: Organisation) -> None:
    changed = update_organisation(organisation=org_a, name="Rives Habitat", city="Lormont", by=None)

    assert changed == {"name": ("Habitat des Deux-Rives", "Rives Habitat")}
    assert list(Organisation.objects.matching("deux rives")) == [org_a]


def test_update_without_change_writes_nothing(org_a: Organisation) -> None:
    before = AuditEntry.objects.count()

    assert update_organisation(organisation=org_a, name=org_a.name, by=None) == {}
    assert AuditEntry.objects.count() == before


def test_unknown_field_is_a_defect(org_a: Organisation) -> None:
    with pytest.raises(TypeError, match="archived_at"):
        update_organisation(organisation=org_a, archived_at=None, by=None)


@pytest.mark.parametrize("text", ["habitat", "HABITAT deux", "déux-rives", "lormont", "000123"])
def test_search_forgives_accents_case_and_hyphens(
    org_a: Organisation, org_b: Organisation, text: str
) -> None:
    assert list(Organisation.objects.members().matching(text)) == [org_a]


def test_alias_is_found_once(org_a: Organisation) -> None:
    add_alias(organisation=org_a, name="OPH 2 Rives", by=None)
    add_alias(organisation=org_a, name="OPH 2 Rives", by=None)

    assert org_a.aliases.count() == 1
    assert list(Organisation.objects.matching("oph 2")) == [org_a]


def test_archive_ends_memberships_and_refuses_new_ones(org_a: Organisation, alice: object) -> None:
    archive_organisation(organisation=org_a, by=None)

    assert not Membership.objects.filter(organisation=org_a, ended_at__isnull=True).exists()
    with pytest.raises(Conflict) as refusal:
        add_member(organisation=org_a, user=alice, role="referent", by=None)  # type: ignore[arg-type]
    assert refusal.value.code == "organisation.archived"


def test_restore_is_idempotent(org_a: Organisation) -> None:
    archive_organisation(organisation=org_a, by=None)
    restore_organisation(organisation=org_a, by=None)

    assert restore_organisation(organisation=org_a, by=None).archived_at is None


def test_succession_refuses_a_circle(org_a: Organisation, org_b: Organisation) -> None:
    record_succession(predecessor=org_a, successor=org_b, on=dt.date(2026, 1, 1), by=None)

    with pytest.raises(Conflict):
        record_succession(predecessor=org_b, successor=org_a, on=dt.date(2026, 1, 1), by=None)


def test_territory_changes_on_a_day(association: Organisation, org_a: Organisation) -> None:
    other = create_organisation(kind=Place.REGIONAL, name="Autre", department=org_a.department, by=None)
    set_territory(association=association, departments=["24", "40"], since=dt.date(2026, 7, 1), by=None)
    set_territory(association=other, departments=["33"], since=dt.date(2026, 7, 1), by=None)

    assert queries.association_of(org_a, dt.date(2026, 6, 30)) == association
    assert queries.association_of(org_a, dt.date(2026, 7, 1)) == other
    assert (
        AssociationTerritory.objects.filter(association=association, valid_to=dt.date(2026, 6, 30)).count()
        == 3
    )


def test_organisation_without_association_is_decided_by_the_head(org_b: Organisation) -> None:
    assert queries.association_of(org_b) is None


def test_last_head_stays(fede: object, alice: object) -> None:
    with pytest.raises(Conflict) as refusal:
        end_membership(membership=Membership.objects.get(role="head"), by=alice)  # type: ignore[arg-type]

    assert refusal.value.code == "membership.last_head"


def test_contacts_are_the_people_else_the_mailbox_else_nobody(
    org_a: Organisation, org_b: Organisation, alice: object
) -> None:
    update_organisation(organisation=org_b, email="", by=None)

    assert [name for _email, name, _language in queries.contacts_of(org_a)] == ["Alice"]
    assert queries.contacts_of(org_b) == []
