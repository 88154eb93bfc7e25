"""How far an organisation has come: what counts as having opened the invitation."""

import datetime as dt

import pytest

from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.services.members import (
    commit_organisation,
    invite_to_edition,
    list_members,
    open_invitation,
)
from semainier.core import clock
from semainier.events.services.declare import create_event
from semainier.organisations.access import Reach
from semainier.organisations.models import Invitation
from semainier.organisations.services.people import accept_invitation
from semainier.report.queries.figures import figures_of
from semainier.report.queries.stages import Stage, at_stage, listed_within


@pytest.fixture
def listed(edition, org_a):
    list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 1, 1), by=None)
    return ListedMember.objects.get()


def opened(edition: Edition) -> int:
    now = clock.now()
    everything = Reach(everything=True)
    found = at_stage(listed_within(edition, now, everything), edition, Stage.OPENED, now).count()
    assert figures_of(edition, now).opened == found
    return found


def test_invited_is_not_opened(listed, alice):
    invite_to_edition(listed=listed, by=None)

    assert opened(listed.edition) == 0


def test_button_opens(listed, alice):
    open_invitation(listed=listed)

    assert opened(listed.edition) == 1


def test_commitment_opens(listed, alice):
    commit_organisation(
        edition=listed.edition, organisation=listed.organisation, signer_role="x", by=alice, charter_version=1
    )

    assert opened(listed.edition) == 1


def test_draft_of_a_person_opens(listed, alice):
    create_event(edition=listed.edition, organisation=listed.organisation, by=alice, title="Un jardin")

    assert opened(listed.edition) == 1


def test_imported_event_opens_nothing(listed, alice):
    create_event(edition=listed.edition, organisation=listed.organisation, by=None, title="Un jardin")

    assert opened(listed.edition) == 0


def test_mailbox_that_named_its_referent_has_opened(listed):
    invite_to_edition(listed=listed, by=None)
    invitation = Invitation.objects.get()

    assert opened(listed.edition) == 0
    accept_invitation(invitation=invitation)
    assert opened(listed.edition) == 1


def test_what_came_later_does_not_count_before(listed, alice):
    open_invitation(listed=listed)

    with clock.at(clock.now() - dt.timedelta(days=1)):
        assert opened(listed.edition) == 0
