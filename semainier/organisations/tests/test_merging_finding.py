"""The search for duplicates: what it keeps, what it takes away, what it never proposes again."""

from typing import Any

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.core.merging import Kind
from semainier.mailings.worker import periodic
from semainier.organisations.merging.finding import find_duplicates
from semainier.organisations.merging.queries import mergeable, pairs
from semainier.organisations.merging.services import dismiss_pairs, merge, undo_merge
from semainier.organisations.models import Organisation, OrganisationPair, PersonPair
from semainier.organisations.services.organisations import (
    archive_organisation,
    create_organisation,
    update_organisation,
)
from semainier.organisations.services.people import add_member


def make(name: str, like: Organisation, **fields: Any) -> Organisation:
    return create_organisation(name=name, department=like.department, by=None, **fields)


def found() -> list[tuple[str, str, str]]:
    find_duplicates()
    return [(pair.first.name, pair.second.name, pair.reasons) for pair in pairs(Kind.ORGANISATION)]


def test_names_alike_are_proposed_with_the_reason(org_a: Organisation, org_b: Organisation):
    make("Habitat des 2 Rives", org_a)
    make("Habitat Deux Rives", org_a)

    assert found() == [("Habitat des Deux-Rives", "Habitat Deux Rives", "name")]


def test_address_mailbox_telephone_and_siren_are_reasons(org_a: Organisation):
    update_organisation(
        organisation=org_a, by=None, address="1, rue du Pont", postcode="33310", phone="05 56 00 00 00"
    )
    make("Autre chose", org_a, address="1 rue du pont", postcode="33310", phone="+33 5 56 00 00 00",
         email=org_a.email.upper(), external_id=f"{org_a.siren}00012")  # fmt: skip

    assert found() == [(org_a.name, "Autre chose", "siren address mailbox phone")]


def test_a_street_without_a_number_is_no_address(org_a: Organisation):
    update_organisation(organisation=org_a, by=None, address="Mairie", postcode="33310")
    make("Autre chose", org_a, address="Mairie", postcode="33310")

    assert found() == []


def test_other_names_count_too(org_a: Organisation):
    update_organisation(organisation=org_a, by=None, name="Rivalis")
    make("Habitat Deux Rives", org_a)

    assert found() == [("Rivalis", "Habitat Deux Rives", "name")]


def test_the_archive_and_the_federation_are_left_out(org_a: Organisation, federation: Organisation):
    twin = make("Habitat Deux Rives", org_a)
    make("Union sociale pour l’habitat", org_a)
    assert len(found()) == 1

    archive_organisation(organisation=twin, by=None)

    assert found() == []


def test_a_pair_is_kept_once_and_goes_when_it_is_one_no_more(org_a: Organisation):
    twin = make("Habitat Deux Rives", org_a)
    found()
    kept = OrganisationPair.objects.get()
    found()
    assert OrganisationPair.objects.get() == kept

    update_organisation(organisation=twin, by=None, phone="0556000000")
    update_organisation(organisation=org_a, by=None, phone="0556000000")
    assert found()[0][2] == "name phone"

    update_organisation(organisation=twin, by=None, name="Tout autre", phone="")
    twin.aliases.all().delete()
    assert found() == []
    assert not OrganisationPair.objects.exists()


def test_what_was_called_different_is_never_proposed_again(org_a: Organisation, fede: User):
    twin = make("Habitat Deux Rives", org_a)
    found()

    dismiss_pairs(kind=Kind.ORGANISATION, pairs=[(twin.pk, org_a.pk)], by=fede)

    assert found() == found() == []
    assert [pair.dismissed_by for pair in pairs(Kind.ORGANISATION, dismissed=True)] == [fede]


def test_different_from_one_is_different_from_who_took_it_over(org_a: Organisation, fede: User):
    twin, other = make("Habitat Deux Rives", org_a), make("Rivalis", org_a)
    dismiss_pairs(kind=Kind.ORGANISATION, pairs=[(twin.pk, org_a.pk)], by=fede)

    merge(survivor=other, loser=twin, by=None)

    assert "Habitat Deux Rives" in other.aliases.values_list("name", flat=True)
    assert found() == []


def test_a_merged_pair_is_gone_and_comes_back(org_a: Organisation):
    twin = make("Habitat Deux Rives", org_a)
    before = found()

    made = merge(survivor=org_a, loser=twin, by=None)
    assert list(pairs(Kind.ORGANISATION)) == found() == []

    undo_merge(merge=made, by=None)
    assert found() == before


def test_people_of_one_organisation_with_one_name_are_proposed(alice: User, bob: User, org_a: Organisation):
    twin = User.objects.create(email="alicia@autre.example", name="ALICE")
    add_member(organisation=org_a, user=twin, role="communicator", by=None)

    find_duplicates()

    pair = PersonPair.objects.get()
    assert (pair.first, pair.second, pair.reasons) == (alice, twin, "name colleague")


def test_the_button_leaves_a_line_in_the_journal_and_the_night_does_not(org_a: Organisation, fede: User):
    make("Habitat Deux Rives", org_a)

    assert (find_duplicates(), find_duplicates(by=fede)) == (1, 1)

    assert AuditEntry.objects.get(verb="duplicates.searched").data == {"pairs": 1}
    assert "organisations.find_duplicates" in {job.name for job in periodic}


def test_pairs_are_searched_by_either_side_and_by_reason(org_a: Organisation, org_b: Organisation):
    make("Habitat Deux Rives", org_a, email=org_a.email)
    make("Toit Flandres", org_b)
    find_duplicates()

    def names(**filters: str) -> list[str]:
        return sorted(pair.first.name for pair in pairs(Kind.ORGANISATION, **filters))

    assert names() == names(reason="name") == [org_a.name, org_b.name]
    assert names(text="lille") == names(text="toit des fland") == [org_b.name]
    assert names(reason="mailbox") == [org_a.name]


def test_only_the_same_kind_can_be_picked_by_hand(
    org_a: Organisation, org_b: Organisation, alice: User, bob: User
):
    assert list(mergeable(org_a, "")) == [org_b]
    assert list(mergeable(org_a, "rives")) == []
    assert list(mergeable(alice, "bob")) == [bob]


def test_the_search_costs_the_same_for_few_and_many(org_a: Organisation, django_assert_max_num_queries: Any):
    make("Habitat Deux Rives", org_a)
    for n in range(30):
        make(f"Habitat Deux Rives {n}", org_a, phone="0556000000")

    with django_assert_max_num_queries(20):
        assert find_duplicates() > 30
