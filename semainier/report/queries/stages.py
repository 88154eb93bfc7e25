"""How far an organisation has come in an edition: the conditions that figures and lists share."""

import datetime as dt
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Commitment, Edition, ListedMember, ListedMemberQuerySet
from semainier.core import clock
from semainier.events.models import Event, EventQuerySet, Held, Moderation
from semainier.organisations.access import Reach
from semainier.organisations.models import Invitation


class Stage(StrEnum):
    """The steps from the member list to the outcome; `silent` is who has not answered in any way."""

    LISTED = "listed"
    INVITED = "invited"
    OPENED = "opened"
    COMMITTED = "committed"
    DECLARED = "declared"
    PUBLISHED = "published"
    HELD = "held"
    ANSWERED = "answered"
    SILENT = "silent"


STAGE_NAMES: dict[Stage, str | Promise] = {
    Stage.LISTED: _("Organisations on the list"),
    Stage.INVITED: _("Invited"),
    Stage.OPENED: _("Have opened the invitation"),
    Stage.COMMITTED: _("Have joined"),
    Stage.DECLARED: _("Have declared an event"),
    Stage.PUBLISHED: _("Have a published event"),
    Stage.HELD: _("Have held an event"),
    Stage.ANSWERED: _("Have told how it went"),
    Stage.SILENT: _("Silent"),
}


def event_conditions(as_of: dt.datetime) -> dict[Stage, Q]:
    """Return what makes an event declared, published, held or answered by that instant."""
    published = Q(moderation=Moderation.PUBLISHED, published_at__lte=as_of)
    answered = published & Q(outcome__given_at__lte=as_of)
    return {
        Stage.DECLARED: Q(submitted_at__lte=as_of) & ~Q(moderation=Moderation.DRAFT),
        Stage.PUBLISHED: published,
        Stage.HELD: answered & Q(outcome__held__in=[Held.YES, Held.CHANGED]),
        Stage.ANSWERED: answered,
    }


def list_day(edition: Edition, as_of: dt.datetime) -> dt.date:
    """Return the day whose member list is the denominator: at the latest the last of the week."""
    return min(as_of.astimezone(clock.PARIS).date(), edition.ends_on)


def listed_within(edition: Edition, as_of: dt.datetime, reach: Reach) -> ListedMemberQuerySet:
    """Return the dated member list, by the departments of its own time. No query yet."""
    listed = ListedMember.objects.filter(edition=edition).on(list_day(edition, as_of))
    if reach.everything:
        return listed
    return listed.filter(Q(organisation__in=reach.organisations) | Q(department__in=reach.departments))


def events_within(edition: Edition, reach: Reach) -> EventQuerySet:
    """Return the events of the edition whose lead organiser lies within reach. No query yet."""
    return Event.objects.filter(edition=edition).within(reach)


def at_stage(
    listed: ListedMemberQuerySet, edition: Edition, stage: Stage, as_of: dt.datetime
) -> ListedMemberQuerySet:
    """Keep the listed members that have come so far. No query yet."""
    commitments = Commitment.objects.filter(
        edition=edition, organisation=OuterRef("organisation"), signed_at__lte=as_of
    )
    conditions = event_conditions(as_of)

    def has_event(step: Stage) -> Exists:
        events = Event.objects.filter(edition=edition, organisation=OuterRef("organisation"))
        return Exists(events.filter(conditions[step]))

    match stage:
        case Stage.LISTED:
            return listed
        case Stage.INVITED:
            return listed.filter(invited_at__lte=as_of)
        case Stage.OPENED:
            return listed.filter(opened(edition, as_of))
        case Stage.COMMITTED:
            return listed.filter(Exists(commitments.filter(standing(as_of))))
        case Stage.SILENT:
            return listed.filter(~Exists(commitments), ~has_event(Stage.DECLARED))
        case _:
            return listed.filter(has_event(stage))


def opened(edition: Edition, as_of: dt.datetime) -> Q:
    """Return what makes a listed member have opened its invitation: pressed its button, or acted signed in.

    Who joined, who wrote an event, and whose mailbox named its referent after the invitation has opened it too.
    """
    own = OuterRef("organisation")
    signed = Commitment.objects.filter(edition=edition, organisation=own, signed_at__lte=as_of)
    wrote = Event.objects.filter(
        edition=edition, organisation=own, created_at__lte=as_of, created_by__isnull=False
    )
    answered = Invitation.objects.filter(
        organisation=own, accepted_at__gte=OuterRef("invited_at"), accepted_at__lte=as_of
    )
    return Q(opened_at__lte=as_of) | Q(Exists(signed)) | Q(Exists(wrote)) | Q(Exists(answered))


def standing(as_of: dt.datetime) -> Q:
    """Return what makes a commitment stand at that instant."""
    return Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=as_of)
