"""Two organisations become one, and two again: what moves, what is refused, what the journal says."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.http import Http404

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.campaigns.services.members import list_members
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.merging import Kind
from semainier.core.permissions import Permission
from semainier.events.models import Event
from semainier.organisations.access import get_organisation
from semainier.organisations.imports import import_organisations
from semainier.organisations.merging.queries import moved_by, preview, stayed
from semainier.organisations.merging.services import (
    dismiss_pairs,
    merge,
    purge_journals,
    reconsider_pairs,
    undo_merge,
)
from semainier.organisations.models import (
    Membership,
    Organisation,
    OrganisationMerge,
    OrganisationPair,
)
from semainier.organisations.services.organisations import (
    archive_organisation,
    create_organisation,
    record_succession,
    restore_organisation,
    update_organisation,
)
from semainier.organisations.services.people import add_member


def refused(code: str, survivor: object, loser: object, by: User | None = None) -> bool:
    with pytest.raises(DomainError) as caught:
        merge(survivor=survivor, loser=loser, by=by)
    return caught.value.code == code and not OrganisationMerge.objects.exists()


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def test_the_survivor_takes_over_what_it_lacks_and_keeps_what_it_has(
    org_a: Organisation, org_b: Organisation
):
    update_organisation(organisation=org_b, by=None, website="https://b.example", phone="0556000000")

    merge(survivor=org_a, loser=org_b, by=None)

    kept, gone = fresh(org_a), fresh(org_b)
    assert (kept.website, kept.phone, kept.city) == ("https://b.example", "0556000000", "Lormont")
    assert (kept.siren, gone.siren) == (org_a.siren, org_b.siren)
    assert (gone.merged_into, gone.is_archived) == (kept, True)


def test_a_siren_that_only_the_other_has_goes_over_and_comes_back(org_a: Organisation, org_b: Organisation):
    update_organisation(organisation=org_a, by=None, siren="")

    made = merge(survivor=org_a, loser=org_b, by=None)
    assert (fresh(org_a).siren, fresh(org_b).siren) == (org_b.siren, "")

    undo_merge(merge=made, by=None)
    assert (fresh(org_a).siren, fresh(org_b).siren) == ("", org_b.siren)


def test_the_survivor_is_found_by_names_and_siren_of_the_other(org_a: Organisation, org_b: Organisation):
    merge(survivor=org_a, loser=org_b, by=None)

    def found(text: str) -> list[Organisation]:
        return list(Organisation.objects.active().matching(text))

    assert found("toit flandres") == found(org_b.siren) == [org_a]
    update_organisation(organisation=fresh(org_a), by=None, phone="0556000000")
    assert found(org_b.siren) == [org_a]


def test_events_are_found_under_the_name_of_the_survivor(
    make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    event = make_event(organisation=org_a)

    made = merge(survivor=org_b, loser=org_a, by=None)
    assert list(Event.objects.matching("flandres")) == [event]

    undo_merge(merge=made, by=None)
    assert not Event.objects.matching("flandres").exists()


def test_what_both_have_is_set_aside_and_what_hangs_on_it_follows(
    edition: Edition, org_a: Organisation, org_b: Organisation, alice: User
):
    day = dt.date(2026, 1, 1)
    list_members(edition=edition, organisations=[org_a], listed_on=day + dt.timedelta(9), by=None)
    list_members(edition=edition, organisations=[org_b], listed_on=day, by=None)
    line = edition.listed_members.get(organisation=org_b)
    note = line.contact_notes.create(words="Rappeler lundi", by=alice)

    made = merge(survivor=org_a, loser=org_b, by=None)

    kept = edition.listed_members.get()
    note.refresh_from_db()
    assert (kept.organisation, kept.listed_on, note.listed) == (org_a, day, kept)
    assert made.counts["campaigns.ListedMember.organisation"] == [0, 1]


def test_a_person_with_the_same_role_in_both_keeps_one(org_a: Organisation, org_b: Organisation, alice: User):
    second = add_member(organisation=org_b, user=alice, role="referent", by=None)

    made = merge(survivor=org_a, loser=org_b, by=None)
    assert list(alice.memberships.values_list("organisation", flat=True)) == [org_a.pk]

    undo_merge(merge=made, by=None)
    assert Membership.objects.get(pk=second.pk).organisation == org_b


def test_co_organising_with_oneself_and_succeeding_oneself_say_nothing(
    make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    event = make_event(organisation=org_a)
    event.co_organisers.add(org_b)
    record_succession(predecessor=org_b, successor=org_a, on=dt.date(2020, 1, 1), by=None)

    made = merge(survivor=org_a, loser=org_b, by=None)
    assert (event.co_organisers.count(), org_a.predecessions.count()) == (0, 0)

    undo_merge(merge=made, by=None)
    assert (event.co_organisers.get(), org_a.predecessions.get().predecessor) == (org_b, org_b)


def test_the_preview_says_what_the_merge_then_does(
    make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation, alice: User
):
    make_event(organisation=org_a).co_organisers.add(org_b)
    add_member(organisation=org_b, user=alice, role="referent", by=None)
    said = preview(org_b, org_a, None)

    made = merge(survivor=org_b, loser=org_a, by=None)

    assert said.refusal is None
    assert sorted(moved_by(made), key=str) == sorted(said.rows, key=str)


def test_links_to_the_other_lead_to_the_survivor(org_a: Organisation, org_b: Organisation, alice: User):
    merge(survivor=org_a, loser=org_b, by=None)

    assert get_organisation(alice, org_b.pk, Permission.ORGANISATION_EDIT) == org_a


def test_who_may_not_know_the_survivor_does_not_get_there_by_the_other(
    org_a: Organisation, org_b: Organisation, charlie: User
):
    third = create_organisation(name="Ailleurs", department=org_b.department, by=None)
    merge(survivor=org_a, loser=third, by=None)

    with pytest.raises(Http404):
        get_organisation(charlie, third.pk, Permission.SPACE_VIEW)


def test_both_bear_a_line_in_the_journal(org_a: Organisation, org_b: Organisation, fede: User):
    made = merge(survivor=org_a, loser=org_b, by=fede)
    undo_merge(merge=made, by=fede)

    lines = AuditEntry.objects.filter(verb__startswith="organisation.", actor=fede).order_by("pk")
    assert [(line.verb, line.object_id, line.data) for line in lines] == [
        ("organisation.merged", str(org_a.pk), {"from": org_b.pk}),
        ("organisation.merged", str(org_b.pk), {"into": org_a.pk}),
        ("organisation.unmerged", str(org_a.pk), {"from": org_b.pk}),
        ("organisation.unmerged", str(org_b.pk), {"into": org_a.pk}),
    ]


def test_refusals(
    org_a: Organisation, org_b: Organisation, association: Organisation, federation: Organisation, alice: User
):
    assert refused("merging.same", org_a, org_a)
    assert refused("merging.different_kinds", org_a, alice)
    assert refused("merging.federation", org_a, federation)
    assert refused("merging.federation", federation, org_a)
    assert refused("merging.other_kind", org_a, association)
    archive_organisation(organisation=org_a, by=None)
    assert refused("merging.archived", org_a, org_b)


def test_who_was_merged_is_merged_no_more(org_a: Organisation, org_b: Organisation):
    third = create_organisation(name="Troisième", department=org_a.department, by=None)
    merge(survivor=org_a, loser=org_b, by=None)

    for survivor, loser in ((third, fresh(org_b)), (fresh(org_b), third)):
        with pytest.raises(Conflict) as caught:
            merge(survivor=survivor, loser=loser, by=None)
        assert caught.value.code == "merging.already_merged"
        assert org_a.name in caught.value.next_step


def test_a_merged_organisation_does_not_leave_the_archive(org_a: Organisation, org_b: Organisation):
    merge(survivor=org_a, loser=org_b, by=None)

    with pytest.raises(Conflict) as caught:
        restore_organisation(organisation=fresh(org_b), by=None)

    assert caught.value.code == "organisation.merged"


def test_a_file_is_told_which_siren_to_give(org_a: Organisation, org_b: Organisation):
    merge(survivor=org_a, loser=org_b, by=None)
    file = io.BytesIO(f"siren;enseigne;departement\n{org_b.siren};Le Toit;59\n".encode())

    (row,) = import_organisations(file=file, by=None).rows

    assert [(problem.column, problem.code) for problem in row.problems] == [("siren", "organisation.merged")]
    assert org_a.name in row.problems[0].reason


def test_those_merged_before_point_at_the_last(org_a: Organisation, org_b: Organisation, alice: User):
    third = create_organisation(name="Troisième", department=org_a.department, by=None)
    first = merge(survivor=org_b, loser=third, by=None)
    second = merge(survivor=org_a, loser=fresh(org_b), by=None)
    assert fresh(third).merged_into == org_a

    with pytest.raises(Conflict) as caught:
        undo_merge(merge=first, by=None)
    assert caught.value.code == "merging.later_first"
    undo_merge(merge=second, by=None)
    undo_merge(merge=first, by=None)
    assert fresh(third).merged_into is None


def test_thirty_days_on_it_stays(org_a: Organisation, org_b: Organisation):
    made = merge(survivor=org_a, loser=org_b, by=None)

    with clock.at(clock.now() + dt.timedelta(days=30)), pytest.raises(Conflict) as caught:
        undo_merge(merge=made, by=None)
    assert caught.value.code == "merging.too_late"

    with clock.at(clock.now() + dt.timedelta(days=30, seconds=-1)):
        assert undo_merge(merge=made, by=None).left == 0


def test_a_merge_is_undone_once(org_a: Organisation, org_b: Organisation):
    made = merge(survivor=org_a, loser=org_b, by=None)
    undo_merge(merge=made, by=None)

    with pytest.raises(Conflict) as caught:
        undo_merge(merge=made, by=None)

    assert caught.value.code == "merging.undone"
    assert merge(survivor=org_a, loser=fresh(org_b), by=None).pk != made.pk


def test_journals_are_emptied_when_they_serve_no_more(org_a: Organisation, org_b: Organisation):
    made = merge(survivor=org_a, loser=org_b, by=None)
    assert purge_journals() == 0

    with clock.at(clock.now() + dt.timedelta(days=31)):
        assert (purge_journals(), purge_journals()) == (1, 0)

    made.refresh_from_db()
    assert (made.journal, bool(made.counts), made.journal_purged_at is None) == ([], False, False)


def test_what_was_made_since_stays_and_is_told(
    make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    old = make_event(organisation=org_a)
    made = merge(survivor=org_b, loser=org_a, by=None)
    new = make_event(organisation=fresh(org_b), title="Depuis")

    made = undo_merge(merge=made, by=None)

    assert (fresh_event(old).organisation, fresh_event(new).organisation) == (org_a, org_b)
    assert [(since.count, since.rows) for since in stayed(made)] == [(1, [new])]


def fresh_event(event: Event) -> Event:
    return Event.objects.select_related("organisation").get(pk=event.pk)


def test_what_somebody_changed_since_is_not_overwritten(org_a: Organisation, org_b: Organisation):
    update_organisation(organisation=org_b, by=None, phone="0556000000")
    made = merge(survivor=org_a, loser=org_b, by=None)
    update_organisation(organisation=fresh(org_a), by=None, phone="0557111111")

    made = undo_merge(merge=made, by=None)

    assert (fresh(org_a).phone, made.left) == ("0557111111", 1)


def test_a_row_whose_place_is_gone_is_kept_with_the_merge(
    edition: Edition, org_a: Organisation, org_b: Organisation
):
    list_members(edition=edition, organisations=[org_a, org_b], listed_on=dt.date(2026, 1, 1), by=None)
    family = org_b.family
    made = merge(survivor=org_a, loser=org_b, by=None)
    Organisation.objects.update(family=None)
    edition.listed_members.update(family=None)
    family.delete()

    made = undo_merge(merge=made, by=None)

    assert made.left == 1
    assert made.journal[0]["cells"]["organisation_id"] == org_b.pk


def test_different_is_remembered_once_and_can_be_taken_back(
    org_a: Organisation, org_b: Organisation, fede: User
):
    pair = (org_b.pk, org_a.pk)

    assert dismiss_pairs(kind=Kind.ORGANISATION, pairs=[pair, pair[::-1]], by=fede) == 1
    assert dismiss_pairs(kind=Kind.ORGANISATION, pairs=[pair], by=None) == 0
    kept = OrganisationPair.objects.get()
    assert (kept.first, kept.second, kept.dismissed_by) == (org_a, org_b, fede)

    assert reconsider_pairs(kind=Kind.ORGANISATION, pairs=[pair], by=fede) == 1
    assert OrganisationPair.objects.standing().get() == kept


def test_an_organisation_is_no_pair_with_itself(org_a: Organisation):
    assert dismiss_pairs(kind=Kind.ORGANISATION, pairs=[(org_a.pk, org_a.pk)], by=None) == 0
