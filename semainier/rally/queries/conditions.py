"""What makes an organisation of the list belong to a segment, and what makes it have answered. No query of its own."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from semainier.campaigns.access import is_open
from semainier.campaigns.models import Edition, ListedMember
from semainier.core.permissions import Permission
from semainier.events.models import Event, EventQuerySet, Moderation, Status
from semainier.organisations.models import Membership
from semainier.organisations.sizes import Size, has_size
from semainier.rally.criteria import NO_FAMILY, Criteria, Matter, Situation
from semainier.rally.models import OrganisationTag
from semainier.report.queries.stages import Stage, at_stage, event_conditions

# What the edition must allow for a matter to be of any use, and what a person must hold to do it.
NEEDED = {
    Matter.COMMIT: Permission.COMMITMENT_SIGN,
    Matter.DECLARE: Permission.EVENT_DECLARE,
    Matter.SUBMIT: Permission.EVENT_DECLARE,
    Matter.OUTCOME: Permission.OUTCOME_GIVE,
}


def takes(edition: Edition, matter: str, day: dt.date) -> bool:
    """Whether the edition still takes what the matter asks for. No query."""
    needed = NEEDED.get(Matter(matter))
    return needed is None or is_open(edition, needed, day)


def kept(criteria: Criteria, edition: Edition, as_of: dt.datetime) -> Q:
    """Return what a listed member must be: one of each kind that is named, in every situation, in none that lacks."""
    wanted = Q(pk__isnull=False)
    for any_of in (_regions(criteria), _families(criteria), _sizes(criteria), _tags(criteria)):
        wanted &= any_of
    for state in criteria.states:
        wanted &= in_situation(Situation(state), edition, as_of)
    for state in criteria.lacking:
        wanted &= ~in_situation(Situation(state), edition, as_of)
    return wanted


def left_out(criteria: Criteria, edition: Edition, as_of: dt.datetime) -> dict[tuple[str, str], Q]:
    """Return what leaves a listed member out, each reason apart: (field, value), without value for a whole field."""
    reasons: dict[tuple[str, str], Q] = {}
    for name, condition in (("regions", _regions), ("families", _families), ("sizes", _sizes)):
        if getattr(criteria, name):
            reasons[name, ""] = condition(criteria)
    for state in criteria.states:
        reasons["states", state] = in_situation(Situation(state), edition, as_of)
    for tag in criteria.tags:
        reasons["tags", tag] = _tags(Criteria(tags=(tag,)))
    return reasons


def in_situation(situation: Situation, edition: Edition, as_of: dt.datetime) -> Q:
    """Return what puts a listed member of the edition into a situation; stages mean what they mean on the board."""
    if situation is Situation.INVITED:
        return Q(invited_at__lte=as_of)
    if situation is Situation.UNREACHABLE:
        return ~_has(acting().filter(organisation=OuterRef("organisation"))) & Q(organisation__email="")
    own = OuterRef("organisation")
    before = Event.objects.filter(event_conditions(as_of)[Stage.PUBLISHED], edition=edition.previous_id)
    events = {
        Situation.DRAFT: drafts(edition),
        Situation.OUTCOME_MISSING: untold(edition, as_of),
        Situation.TOOK_PART: before,
    }
    if situation in events:
        return _has(events[situation].filter(organisation=own))
    return _at(Stage(situation.value), edition, as_of)


def answered(matter: str, edition: Edition, as_of: dt.datetime) -> Q:
    """Return what ends the reminders of a matter: no further one leaves to an organisation that did it."""
    match Matter(matter):
        case Matter.COMMIT:
            return ~_at(Stage.SILENT, edition, as_of)
        case Matter.DECLARE:
            return _at(Stage.DECLARED, edition, as_of)
        case Matter.SUBMIT:
            return ~in_situation(Situation.DRAFT, edition, as_of)
        case Matter.OUTCOME:
            return ~in_situation(Situation.OUTCOME_MISSING, edition, as_of)
        case _:
            return Q(pk__isnull=True)


def drafts(edition: Edition) -> EventQuerySet:
    """Return the events that are written and not submitted."""
    return Event.objects.filter(edition=edition, moderation=Moderation.DRAFT)


def untold(edition: Edition, as_of: dt.datetime) -> EventQuerySet:
    """Return the published events that are over, were not cancelled and have no outcome."""
    over = Event.objects.published().filter(edition=edition, ends_at__lt=as_of, outcome__isnull=True)
    return over.exclude(status=Status.CANCELLED)


def acting() -> QuerySet[Membership]:
    """Return the memberships in force of people who can sign in."""
    return Membership.objects.filter(ended_at__isnull=True, user__is_active=True)


def acting_for(organisations: Any) -> QuerySet[Membership]:
    """Return who acts for some organisations and can sign in, with the people."""
    return acting().filter(organisation__in=organisations).select_related("user")


def _has(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows))


def _at(stage: Stage, edition: Edition, as_of: dt.datetime) -> Q:
    everybody = ListedMember.objects.filter(edition=edition)
    return Q(pk__in=at_stage(everybody, edition, stage, as_of).values("pk"))


def _regions(criteria: Criteria) -> Q:
    return Q(region__in=criteria.regions) if criteria.regions else Q()


def _families(criteria: Criteria) -> Q:
    if not criteria.families:
        return Q()
    known = Q(family__in=[code for code in criteria.families if code != NO_FAMILY])
    return known | Q(family__isnull=True) if NO_FAMILY in criteria.families else known


def _sizes(criteria: Criteria) -> Q:
    bands = Q()
    for size in criteria.sizes:
        bands |= has_size(Size(size), "organisation__dwellings")
    return bands


def _tags(criteria: Criteria) -> Q:
    if not criteria.tags:
        return Q()
    tags = OrganisationTag.objects.filter(organisation=OuterRef("organisation"), name__in=criteria.tags)
    return Q(Exists(tags))
