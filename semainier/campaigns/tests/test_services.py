"""Writes on the frame: editions, phases, charters, the member list, commitments."""

import datetime as dt
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Campaign, Commitment, Edition, ListedMember, Phase
from semainier.campaigns.services.editions import (
    create_edition,
    publish_charter,
    set_current,
    set_goals,
    set_phase,
    set_themes,
    update_edition,
)
from semainier.campaigns.services.members import (
    InvitedHow,
    commit_organisation,
    invite_to_edition,
    list_members,
    remove_listed_member,
    withdraw_commitment,
)
from semainier.core.errors import Conflict, DomainError
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation, Organisation
from semainier.organisations.services.organisations import update_organisation


def new_edition(campaign: Campaign, **fields: Any) -> Edition:
    values = {
        "slug": "semaine-2027", "name": "2027", "headline": "", "starts_on": dt.date(2027, 6, 5), "ends_on": dt.date(2027, 6, 13),
    }  # fmt: skip
    return create_edition(campaign=campaign, by=None, **{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"slug": "espace"}, "edition.slug_reserved"),
        ({"slug": "en"}, "edition.slug_reserved"),
        ({"ends_on": dt.date(2027, 6, 4)}, "edition.days_reversed"),
        ({"outcomes_until": dt.date(2027, 6, 12)}, "edition.outcomes_too_early"),
        ({"hue_a": "#ffffff"}, "edition.hue_a_too_light"),
    ],
)
def test_create_edition_refuses_in_words(edition: Edition, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        new_edition(edition.campaign, **fields)

    assert refusal.value.code == code


def test_only_one_edition_is_current(edition: Edition) -> None:
    other = new_edition(edition.campaign)

    set_current(edition=other, by=None)

    assert [e.slug for e in Edition.objects.filter(is_current=True)] == ["semaine-2027"]


STEPS = {
    Phase.PREPARATION: {Phase.OPEN},
    Phase.OPEN: {Phase.PREPARATION, Phase.WEEK},
    Phase.WEEK: {Phase.OPEN, Phase.COUNTING},
    Phase.COUNTING: {Phase.WEEK, Phase.FROZEN},
    Phase.FROZEN: {Phase.COUNTING},
}


@pytest.mark.parametrize("old", list(Phase))
@pytest.mark.parametrize("new", list(Phase))
def test_phase_moves_to_its_neighbours_only(edition: Edition, old: Phase, new: Phase) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=old)
    edition.refresh_from_db()
    before = AuditEntry.objects.filter(verb="edition.phase_set").count()

    if new == old or new in STEPS[old]:
        assert set_phase(edition=edition, phase=new, by=None).phase == new
        assert AuditEntry.objects.filter(verb="edition.phase_set").count() == before + (new != old)
    else:
        with pytest.raises(Conflict) as refusal:
            set_phase(edition=edition, phase=new, by=None)
        assert refusal.value.code == "edition.wrong_phase"


def test_frozen_edition_is_not_changed(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FROZEN)
    edition.refresh_from_db()

    with pytest.raises(Conflict):
        update_edition(edition=edition, headline="Autre", by=None)


def test_charter_versions_grow_only_with_the_wording(edition: Edition) -> None:
    same = publish_charter(edition=edition, text=edition.charters.get().text, by=None)
    new = publish_charter(edition=edition, text="Nouveau texte", by=None)

    assert (same.version, new.version) == (1, 2)


def test_themes_keep_their_address_and_change_their_name(edition: Edition) -> None:
    set_themes(edition=edition, themes=[{"slug": "patrimoine", "name": "Le patrimoine"}], by=None)

    assert edition.themes.get(slug="patrimoine").name == "Le patrimoine"


def test_goals_are_replaced(edition: Edition) -> None:
    set_goals(edition=edition, goals={"participants": 225}, by=None)
    set_goals(edition=edition, goals={"events": 600}, by=None)

    assert [(g.kind, g.target) for g in edition.goals.all()] == [("events", 600)]


def test_member_list_keeps_places_of_the_editions_own_date(
    edition: Edition, org_a: Organisation, org_b: Organisation
) -> None:
    old = new_edition(
        edition.campaign, slug="semaine-2013", starts_on=dt.date(2013, 6, 8), ends_on=dt.date(2013, 6, 16)
    )

    assert (
        list_members(edition=old, organisations=[org_a, org_b], listed_on=dt.date(2013, 1, 1), by=None) == 2
    )
    assert list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 1, 1), by=None) == 1
    assert list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 2, 1), by=None) == 0

    regions = {
        (row.edition.slug, row.organisation_id): row.region_id
        for row in ListedMember.objects.select_related("edition")
    }
    assert regions[("semaine-2013", org_a.pk)] == "72"
    assert regions[("semaine-2026", org_a.pk)] == "75"


def test_removed_member_counts_for_the_days_before(committed: Edition) -> None:
    listed = ListedMember.objects.get(edition=committed)

    remove_listed_member(listed=listed, on=dt.date(2026, 3, 1), by=None)

    members = ListedMember.objects.filter(edition=committed)
    assert (members.on(dt.date(2026, 2, 28)).count(), members.on(dt.date(2026, 3, 1)).count()) == (1, 0)


def test_commitment_keeps_wording_date_person_and_role(committed: Edition, alice: User) -> None:
    commitment = Commitment.objects.get()

    assert (commitment.charter.version, commitment.signer_name, commitment.signer_role) == (
        1,
        "Alice",
        "Référente",
    )
    assert commitment.signed_at == dt.datetime(2026, 5, 20, 8, 0, tzinfo=dt.UTC)


def test_commitment_twice_is_the_first(committed: Edition, org_a: Organisation, alice: User) -> None:
    again = commit_organisation(
        edition=committed, organisation=org_a, signer_role="Autre", by=alice, charter_version=1
    )

    assert again == Commitment.objects.get()
    assert again.signer_role == "Référente"


def test_commitment_to_a_changed_charter_is_refused(
    edition: Edition, org_a: Organisation, alice: User
) -> None:
    publish_charter(edition=edition, text="Nouveau texte", by=None)

    with pytest.raises(Conflict) as refusal:
        commit_organisation(edition=edition, organisation=org_a, signer_role="X", by=alice, charter_version=1)

    assert refusal.value.code == "charter.changed"


def test_withdrawn_commitment_stays_on_record_and_can_be_renewed(
    committed: Edition, org_a: Organisation, alice: User
) -> None:
    withdraw_commitment(commitment=Commitment.objects.get(), by=alice)

    commit_organisation(
        edition=committed, organisation=org_a, signer_role="Référente", by=alice, charter_version=1
    )

    assert Commitment.objects.filter(edition=committed).count() == 2
    assert Commitment.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_invitation_reaches_people_else_mailbox_else_nobody(
    committed: Edition, org_a: Organisation, org_b: Organisation
) -> None:
    list_members(edition=committed, organisations=[org_b], listed_on=dt.date(2026, 1, 1), by=None)
    with_people, mailbox = ListedMember.objects.filter(edition=committed).order_by("organisation")

    assert invite_to_edition(listed=with_people, by=None) == InvitedHow.PEOPLE
    assert invite_to_edition(listed=mailbox, by=None) == InvitedHow.MAILBOX
    assert Mail.objects.filter(kind="edition.invitation").count() == 1
    assert Invitation.objects.get().email == org_b.email

    update_organisation(organisation=org_b, email="", by=None)
    mailbox.refresh_from_db()
    assert invite_to_edition(listed=mailbox, by=None) == InvitedHow.UNREACHABLE
