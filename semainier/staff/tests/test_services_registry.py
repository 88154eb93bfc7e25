"""Families and associations through their services: what is kept, what is on record, what is refused."""

import datetime as dt

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.roles import Place
from semainier.organisations.models import Family, Organisation
from semainier.staff.queries.registry import departments_of_association
from semainier.staff.services.registry import (
    create_association,
    delete_family,
    save_family,
    update_association,
)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=clock.PARIS)


def test_a_code_makes_one_family_whatever_is_saved_after(fede: User):
    before = len(verbs())
    save_family(by=fede, code="esh", name="Entreprise sociale", order=2)
    save_family(by=fede, code="esh", name="Entreprise sociale pour l’habitat", name_en="Company", order=1)

    family = Family.objects.get()
    assert (family.name, family.name_en, family.order) == ("Entreprise sociale pour l’habitat", "Company", 1)
    assert verbs()[before:] == ["family.created", "family.updated"]


def test_what_is_left_out_of_a_family_is_emptied(fede: User, family: Family):
    save_family(by=fede, code=family.pk, name="Office")

    family.refresh_from_db()
    assert (family.name, family.name_en, family.order) == ("Office", "", 0)


def test_a_family_removed_leaves_its_name_in_the_journal(fede: User, family: Family):
    delete_family(family=family, by=fede)

    line = AuditEntry.objects.get(verb="family.deleted")
    assert (line.object_id, line.object_label, line.actor) == (
        "oph",
        "Office public de l’habitat",
        fede,
    )
    assert not Family.objects.exists()


def test_a_refused_removal_leaves_no_line(fede: User, org_a: Organisation):
    with pytest.raises(Conflict) as refusal:
        delete_family(family=org_a.family, by=fede)

    assert (refusal.value.code, refusal.value.status) == ("family.in_use", 409)
    assert "Office public" in refusal.value.message
    assert "family.deleted" not in verbs()


def test_the_archive_holds_its_family_too(fede: User, org_a: Organisation):
    Organisation.objects.filter(pk=org_a.pk).update(archived_at=clock.now())

    with pytest.raises(Conflict, match="Office public"):
        delete_family(family=org_a.family, by=fede)


def test_an_association_decides_from_the_day_given(fede: User, federation: Organisation):
    made = create_association(
        by=fede, name="Association du Nord", territory=["62", "59"], since=dt.date(2026, 9, 1)
    )

    assert (made.kind, departments_of_association(made)) == (Place.REGIONAL, [])
    with clock.at(on(dt.date(2026, 9, 1))):
        assert departments_of_association(made) == ["59", "62"]


def test_an_association_with_a_wrong_siren_is_not_half_made(fede: User, federation: Organisation):
    with pytest.raises(DomainError) as refusal:
        create_association(by=fede, name="Nord", siren="123456789", territory=["59"], since=None)

    assert refusal.value.code == "organisation.siren_wrong"
    assert not Organisation.objects.filter(kind=Place.REGIONAL).exists()


def test_the_same_territory_in_another_order_is_no_change(fede: User, association: Organisation):
    before = verbs()

    changed = update_association(
        association=association, by=fede, territory=["64", "47", "40", "33", "24"], since=None
    )

    assert (changed, verbs()) == (False, before)


@pytest.mark.parametrize(
    ("territory", "fields"),
    [(["33"], {}), (["24", "33", "40", "47", "64"], {"city": "Bordeaux"}), (["33"], {"city": "Bordeaux"})],
)
def test_a_change_of_either_is_told(
    fede: User, association: Organisation, territory: list[str], fields: dict[str, str]
):
    assert update_association(association=association, by=fede, territory=territory, since=None, **fields)

    association.refresh_from_db()
    assert departments_of_association(association) == territory
    assert association.city == fields.get("city", "")


def test_a_territory_given_up_from_a_day_on_is_still_known(fede: User, association: Organisation):
    update_association(association=association, by=fede, territory=["33"], since=dt.date(2026, 6, 1))

    assert len(departments_of_association(association)) == 5
    with clock.at(on(dt.date(2026, 5, 31))):
        assert len(departments_of_association(association)) == 5
    with clock.at(on(dt.date(2026, 6, 1))):
        assert departments_of_association(association) == ["33"]
