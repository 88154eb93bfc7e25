"""The conversation about an event: each side writes from its own page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event
from semainier.events.forms.desk import MessageForm
from semainier.events.models import Event
from semainier.events.queries.messages import thread_of
from semainier.events.services.messages import post_message
from semainier.events.views.panel import MODERATE, UNPROCESSABLE, desk_frame, posted, same_address

PLACE = "messages"


@requires(Permission.EVENT_DECLARE)
@require_http_methods(["GET", "POST"])
def message_create(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Write to the region about an event of one’s organisation."""
    event = get_event(request.user, uid, Permission.EVENT_DECLARE)
    form = MessageForm(posted(request))
    if _send(request, event, form, from_desk=False):
        return redirect(reverse("events:event_detail", args=[uid]) + f"#{PLACE}")
    context = {
        "event": event,
        "edition": event.edition,
        "organisation": event.organisation,
        "thread": thread_of(event),
        "form": form,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "events/message_create.html", context, status=status)


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def desk_message_create(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Write to the organiser of an event."""
    event = get_event(request.user, uid, MODERATE)
    form = MessageForm(posted(request))
    if _send(request, event, form, from_desk=True):
        return redirect(same_address(request, uid, PLACE))
    context = {**desk_frame(request), "event": event, "thread": thread_of(event), "form": form}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "events/desk_message_create.html", context, status=status)


def _send(request: SignedInRequest, event: Event, form: MessageForm, *, from_desk: bool) -> bool:
    """Send what was typed, if there is something."""
    if request.method != "POST" or not form.is_valid():
        return False
    post_message(event=event, by=request.user, text=form.cleaned_data["text"], from_desk=from_desk)
    messages.success(request, _("Your message is there, and a mail says so."))
    return True
