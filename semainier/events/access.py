"""The doors to an event: by its identifier for those who act, by its address for the public."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.errors import Forbidden
from semainier.core.permissions import Permission
from semainier.events.models import Event, Moderation
from semainier.organisations.access import has_permission, reach_of


def get_event(user: User, uid: uuid.UUID, permission: Permission) -> Event:
    """Return the event if the person holds `permission` for its lead organisation; 404 to who may not know it, 403 else.

    Who holds EVENT_VIEW for the lead organisation, or for the place's territory, may know it. A draft belongs to its
    organisation and to the head until it is submitted.
    """
    related = Event.objects.select_related(
        "edition", "organisation", "theme", "commune", "department", "region"
    )
    event = related.filter(uid=uid).first()
    if event is None or not _may_know(user, event):
        raise Http404
    if permission is not Permission.EVENT_VIEW and not has_permission(
        user, permission, organisation=event.organisation
    ):
        raise Forbidden(
            "event.forbidden",
            _("Your role does not allow this for an event of %(name)s.") % {"name": event.organisation.name},
            _("Ask the organisation, its regional association or the head office."),
        )
    return event


def get_public_event(edition: Edition, slug: str) -> Event:
    """Return a published, public event of an edition by its address, or 404. One query."""
    related = Event.objects.public(edition).select_related("organisation", "theme", "department", "region")
    event = related.filter(slug=slug).first()
    if event is None:
        raise Http404
    return event


def get_event_of_picture(user: User | AnonymousUser, path: str) -> Event:
    """Return the event that shows this picture, if it is public or the person may know it; else 404. One query."""
    return _seen_by(user, Event.objects.filter(picture=path))


def get_event_of_photo(user: User | AnonymousUser, path: str) -> Event:
    """Return the event whose outcome holds this photo, under the same rule. One query."""
    return _seen_by(user, Event.objects.filter(outcome__photo=path))


def _seen_by(user: User | AnonymousUser, events: QuerySet[Event]) -> Event:
    """What is public is not asked of the session, so that shared caches may keep it."""
    event = events.select_related("edition", "organisation").first()
    if event is not None and event.is_public and event.edition.is_public:
        return event
    if event is None or not user.is_authenticated or not _may_know(user, event):
        raise Http404
    return event


def _may_know(user: User, event: Event) -> bool:
    reach = reach_of(user, Permission.EVENT_VIEW)
    if reach.everything or event.organisation_id in reach.organisations:
        return True
    if event.moderation == Moderation.DRAFT:
        return False
    in_place = event.moderation == Moderation.PUBLISHED and event.department_id in reach.departments
    return reach.covers(event.organisation) or in_place
