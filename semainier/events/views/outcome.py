"""Telling how an event went: by the link of a mail, without signing in, or from the members' space."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from semainier.core.decorators import public, requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event
from semainier.events.forms.outcome import OutcomeForm
from semainier.events.models import Event
from semainier.events.queries.outcome import outcome_page_of
from semainier.events.services.outcomes import event_by_outcome_token, give_outcome

NOT_FOUND, UNPROCESSABLE = 404, 422


@public
@never_cache
@require_http_methods(["GET", "POST"])
def outcome_give(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions, prefilled with an earlier answer; only the button answers."""
    event = _event_of(token)
    form = _form_of(event, request)
    form.shows_saved = event.is_public
    if request.method == "POST" and form.is_valid():
        give_outcome(event=event, by=None, **form.fields_of_outcome())
        return redirect("events:outcome_give", token)
    context = {"event": event, "edition": event.edition, "form": form, "page": outcome_page_of(event)}
    return render(request, "events/outcome_give.html", context, status=_status(form))


@requires(Permission.OUTCOME_GIVE)
@require_http_methods(["GET", "POST"])
def outcome_edit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask the same questions of a signed-in person."""
    event = get_event(request.user, uid, Permission.OUTCOME_GIVE)
    form = _form_of(event, request)
    if request.method == "POST" and form.is_valid():
        give_outcome(event=event, by=request.user, **form.fields_of_outcome())
        messages.success(request, _("Thank you, it is noted. You can correct it until the figures close."))
        if request.GET.get("suite") == "espace":
            return redirect(f"{reverse('home:space')}?organisme={event.organisation_id}")
        return redirect("events:event_detail", uid)
    context = {
        "event": event,
        "organisation": event.organisation,
        "edition": event.edition,
        "form": form,
        "page": outcome_page_of(event),
    }
    return render(request, "events/outcome_edit.html", context, status=_status(form))


def _event_of(token: str) -> Event:
    event = event_by_outcome_token(token)
    if event is None:
        raise DomainError(
            "outcome.unknown_link",
            _("This link is not complete."),
            _("Open it again from the mail, or copy all of it; or sign in and tell it from your space."),
            status=NOT_FOUND,
        )
    return event


def _form_of(event: Event, request: HttpRequest) -> OutcomeForm:
    return OutcomeForm(request.POST or None, request.FILES or None, outcome=getattr(event, "outcome", None))


def _status(form: OutcomeForm) -> int:
    return UNPROCESSABLE if form.is_bound and form.errors else 200
