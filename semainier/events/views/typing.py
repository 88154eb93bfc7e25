"""What the form of an event asks while somebody types: events that look alike, and a draft that saves itself."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from semainier.campaigns.access import get_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.words import hour_words
from semainier.events.access import get_event
from semainier.events.forms.typing import DoublesForm, KeyForm, TypedForm
from semainier.events.models import Event
from semainier.events.queries.doubles import typed_doubles
from semainier.events.services.drafts import create_typed, save_typed
from semainier.organisations.access import get_organisation

DECLARE = Permission.EVENT_DECLARE


@requires(DECLARE)
@require_GET
def event_doubles(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Show, as a piece of a page, the events that look like the one being typed."""
    organisation = get_organisation(request.user, organisation_id, DECLARE)
    found = get_edition(edition)
    form = DoublesForm(request.GET)
    typed = form.event_typed(found, organisation)
    doubles = typed_doubles(typed, but=form.event_open)
    context = {"doubles": doubles, "organisation": organisation, "edition": found}
    return render(request, "events/event_doubles.html", context)


@requires(DECLARE)
@require_POST
def event_draft(request: SignedInRequest, organisation_id: int, edition: str) -> JsonResponse:
    """Make the draft of what is typed on the page of a new event; the same page sent twice makes one."""
    organisation = get_organisation(request.user, organisation_id, DECLARE)
    found = get_edition(edition)
    form = TypedForm(request.POST, edition=found, organisation=organisation)
    try:
        uid = create_typed(
            edition=found,
            organisation=organisation,
            by=request.user,
            key=KeyForm(request.POST).key_given,
            partners=form.partners_that_hold,
            fields=form.fields_that_hold(),
        )
    except DomainError as error:
        return _refusal(error)
    return _saved(get_event(request.user, uid, DECLARE))


@requires(DECLARE)
@require_POST
def event_autosave(request: SignedInRequest, uid: UUID) -> JsonResponse:
    """Save what is typed in a draft, without a button."""
    event = get_event(request.user, uid, DECLARE)
    form = TypedForm(request.POST, edition=event.edition, organisation=event.organisation, event=event)
    partners, fields = form.partners_that_hold, form.fields_that_hold()
    try:
        save_typed(event=event, by=request.user, seen_at=form.seen_at, partners=partners, fields=fields)
    except DomainError as error:
        return _refusal(error)
    return _saved(event)


def _saved(event: Event) -> JsonResponse:
    """Tell when the draft was saved, in words, the stamp of the version, and where it goes on."""
    hour = hour_words(clock.now().astimezone(clock.PARIS).time())
    return JsonResponse(
        {
            "saved_at": _("Draft saved at %(hour)s") % {"hour": hour},
            "seen": event.updated_at.isoformat(),
            "save": reverse("events:event_autosave", args=[event.uid]),
            "edit": reverse("events:event_edit", args=[event.uid]),
            "uid": str(event.uid),
        }
    )


def _refusal(error: DomainError) -> JsonResponse:
    words = {"code": error.code, "message": error.message, "next_step": error.next_step}
    return JsonResponse(words, status=error.status, headers={"X-Error-Code": error.code})
