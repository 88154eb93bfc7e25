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
from semainier.events.models import Alert, Event, Moderation, Preset
from semainier.organisations.access import Reach, has_permission, reach_of


def get_event(user: User, uid: uuid.UUID, permission: Permission) -> Event:
    """Return the event if the person holds `permission` for its lead organisation; 404 to who may not know it, 403 else.

    Who holds EVENT_VIEW for the lead organisation, or for the place's territory, may know it. A draft belongs to its
    organisation and to the head until it is submitted; one that the region proposes, to the region too.
    """
    return get_event_for(user, uid, permission)


def get_event_for(user: User, uid: uuid.UUID, *permissions: Permission) -> Event:
    """Return the event if the person holds one of the permissions for its lead organisation; 404 and 403 alike."""
    related = Event.objects.select_related(
        "edition", "organisation", "theme", "commune", "department", "region", "proposed_by", "claimed_by"
    )
    event = related.filter(uid=uid).first()
    if event is None or not _may_know(user, event):
        raise Http404
    if Permission.EVENT_VIEW not in permissions and not any(
        has_permission(user, permission, organisation=event.organisation) for permission in permissions
    ):
        raise Forbidden(
            "event.forbidden",
            _("Your role does not allow this for an event of %(name)s.") % {"name": event.organisation.name},
            _("Ask the organisation, its regional association or the head office."),
        )
    return event


def get_public_event(edition: Edition, slug: str) -> Event:
    """Return a published, public event of an edition by its address, or 404. One query."""
    related = Event.objects.public(edition).select_related(
        "organisation", "theme", "department", "region", "parent"
    )
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


def get_preset(user: User, preset_id: int) -> Preset:
    """Return a sentence of the desk if the person may change it; those of the head are read by all, changed by it.

    404 for what belongs to another association.
    """
    preset = Preset.objects.select_related("association").filter(pk=preset_id).first()
    reach = reach_of(user, Permission.EVENT_MODERATE)
    if preset is None or (preset.association_id is not None and not _is_own(preset, reach)):
        raise Http404
    if preset.association_id is None and not reach.everything:
        raise Forbidden(
            "preset.of_the_head",
            _("This sentence serves everybody: the head office changes it."),
            _("Write one of your own beside it."),
        )
    return preset


def get_alert(user: User, alert_id: int) -> Alert:
    """Return a report of a visitor if the person moderates its event; 404 and 403 as for the event."""
    alert = Alert.objects.select_related("event").filter(pk=alert_id).first()
    if alert is None:
        raise Http404
    get_event(user, alert.event.uid, Permission.EVENT_MODERATE)
    return alert


def _is_own(preset: Preset, reach: Reach) -> bool:
    return reach.everything or preset.association_id in reach.organisations


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
        return event.is_proposal and reach.covers(event.organisation)
    in_place = event.moderation == Moderation.PUBLISHED and event.department_id in reach.departments
    return reach.covers(event.organisation) or in_place
