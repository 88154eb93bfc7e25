"""All that happened to an event, for its organiser and its region."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event_for
from semainier.events.queries.history import history
from semainier.events.views.panel import MODERATE
from semainier.organisations.access import has_permission


@requires(Permission.EVENT_VIEW)
@require_GET
def event_history(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show every decision, change, message and word on an event; the desk also sees reports and hand-overs."""
    event = get_event_for(request.user, uid, Permission.EVENT_DECLARE, MODERATE)
    is_desk = has_permission(request.user, MODERATE, organisation=event.organisation)
    context = {
        "base": "core/base_desk.html" if is_desk else "core/base_space.html",
        "event": event,
        "edition": event.edition,
        "organisation": event.organisation,
        "is_desk": is_desk,
        "steps": history(event, for_desk=is_desk),
    }
    return render(request, "events/event_history.html", context)
