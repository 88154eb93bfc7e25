"""What is known of the dealings with one listed organisation: contacts, mails, help, who takes care."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, ContactNote, HelpRequest, ListedMember
from semainier.campaigns.queries import help_of
from semainier.core.permissions import Permission
from semainier.core.roles import Place, codes_with
from semainier.mailings.models import Mail
from semainier.organisations.models import Membership, Organisation
from semainier.organisations.queries import active_people, association_of, federation
from semainier.report.queries.stages import STAGE_NAMES, Stage, at_stage

MAILS_SHOWN = 10
# From the last step to the first: the first that holds is where the organisation stands.
_STEPS = (
    Stage.ANSWERED,
    Stage.HELD,
    Stage.PUBLISHED,
    Stage.DECLARED,
    Stage.COMMITTED,
    Stage.OPENED,
    Stage.INVITED,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An organisation of the list with everything one needs before calling it."""

    listed: ListedMember
    stage: str
    commitment: Commitment | None
    people: list[Membership]
    notes: list[ContactNote]
    mails: list[Mail]
    help: list[HelpRequest]


def follow_up(listed: ListedMember, as_of: dt.datetime) -> FollowUp:
    """Return the dealings with one organisation. At most 12 queries."""
    organisation, edition = listed.organisation, listed.edition
    own = ListedMember.objects.filter(pk=listed.pk)
    reached = next((step for step in _STEPS if at_stage(own, edition, step, as_of).exists()), Stage.LISTED)
    mails = Mail.objects.filter(organisation_id=organisation.pk).exclude(kind="sign_in_code")
    return FollowUp(
        listed=listed,
        stage=str(STAGE_NAMES[reached]),
        commitment=Commitment.objects.filter(
            edition=edition, organisation=organisation, withdrawn_at__isnull=True
        ).first(),
        people=list(active_people(organisation)),
        notes=list(listed.contact_notes.select_related("by")),
        mails=list(mails.order_by("-created_at", "-pk")[:MAILS_SHOWN]),
        help=list(help_of(edition, organisation)),
    )


def possible_followers(organisation: Organisation) -> QuerySet[User]:
    """Return who may take care of an organisation: the people of its association and of the head. Three queries."""
    desks = [desk for desk in (association_of(organisation), federation()) if desk]
    roles = [code for desk in desks for code in codes_with(Permission.RALLY_SEND, Place(desk.kind))]
    acting = Membership.objects.filter(organisation__in=desks, role__in=roles, ended_at__isnull=True)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("name", "email")
