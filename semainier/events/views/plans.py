"""What becomes of an event: cancelled, postponed, full; part of a larger one; taken up again in another year."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event, get_event_for
from semainier.events.forms.plans import CarryForm, ParentForm, StatusForm
from semainier.events.models import Event, Status
from semainier.events.queries.carry import events_to_carry
from semainier.events.queries.dates import load_dates, spans_words, when_words
from semainier.events.queries.parts import around_of
from semainier.events.services.carry import carried_into, carry_event
from semainier.events.services.parts import set_parent
from semainier.events.services.sessions import announced_dates
from semainier.events.services.status import set_status
from semainier.organisations.access import has_permission, organisations_of

DECLARE, MODERATE = Permission.EVENT_DECLARE, Permission.EVENT_MODERATE
UNPROCESSABLE = 422
PER_PAGE = 25


@requires(Permission.EVENT_VIEW)
@require_http_methods(["GET", "POST"])
def event_status(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that an event is cancelled, postponed or full, or takes place after all: its organiser, or its desk."""
    event = get_event_for(request.user, uid, DECLARE, MODERATE)
    form = StatusForm(request.POST or None, event=event)
    if form.asks_for_lines:
        form.change_lines()
    elif form.is_bound and form.is_valid():
        status, note = Status(form.cleaned_data["status"]), form.cleaned_data["note"]
        changed = set_status(
            event=event, status=status, by=request.user, note=note, new_sessions=form.new_sessions
        )
        messages.success(request, _now_words(changed))
        return _back(request, event)
    announced = spans_words(announced_dates(event), event.zone)
    context = {**_frame(event), "form": form, "announced": announced, "back_url": _page_of(request, event)}
    return render(request, "events/event_status.html", context, status=_status(form))


@requires(DECLARE)
@require_POST
def event_parent(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say which large event an event is part of, or that it is part of none."""
    event = get_event(request.user, uid, DECLARE)
    form = ParentForm(request.POST, event=event, offered=around_of(event).offered)
    if not form.is_valid():
        messages.error(request, _("This event cannot be chosen. Choose one of the list."))
        return redirect("events:event_detail", uid)
    parent = form.chosen
    set_parent(event=event, parent=parent, by=request.user)
    words = _("It is part of “%(title)s”.") % {"title": parent.title} if parent else _("It stands by itself.")
    messages.success(request, words)
    return redirect("events:event_detail", uid)


@requires(DECLARE)
@require_GET
def carry_list(request: SignedInRequest) -> HttpResponse:
    """List what the organisations of the person published in the edition before, to declare it again."""
    edition = _edition_with_one_before()
    organisations, text = organisations_of(request.user), request.GET.get("q", "")
    events = events_to_carry([o.pk for o in organisations], edition).matching(text)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "page_obj": page,
        "events": list(page.object_list),
        "text": text,
        "several": len(organisations) > 1,
    }
    return render(request, "events/carry_list.html", context)


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_carry(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Propose the dates of this year for an event of an earlier one, then make its draft."""
    event, edition = get_event(request.user, uid, DECLARE), _edition_with_one_before()
    check_open(edition, DECLARE, clock.today())
    if (made := carried_into(event, edition)) is not None:
        return _already(request, made)
    form = CarryForm(request.POST or None, event=event, edition=edition)
    if form.asks_for_lines:
        form.change_lines()
    elif form.is_bound and form.is_valid():
        dates = form.cleaned_data["sessions"]
        made, is_new = carry_event(event=event, edition=edition, by=request.user, sessions=dates)
        if not is_new:
            return _already(request, made)
        messages.success(request, _("Everything is taken over. Look at it, then submit it."))
        return redirect("events:event_preview", made.uid)
    load_dates([event])
    has_theme = edition.themes.filter(slug=event.theme.slug if event.theme else "").exists()
    context = {
        **_frame(event),
        "edition": edition,
        "before": event.edition,
        "form": form,
        "has_theme": has_theme,
    }
    return render(request, "events/event_carry.html", context, status=_status(form))


def _already(request: SignedInRequest, made: Event) -> HttpResponse:
    messages.info(request, _("“%(title)s” was taken up already: here it is.") % {"title": made.title})
    return redirect("events:event_detail", made.uid)


def _edition_with_one_before() -> Edition:
    edition = current_edition()
    if edition is None or edition.previous_id is None:
        raise Http404
    return edition


def _now_words(event: Event) -> str:
    if event.is_rescheduled:
        return _("Visitors see the new date now: %(when)s.") % {"when": when_words(event)}
    return _("Visitors see it now: %(status)s.") % {"status": Status(event.status).label}


def _page_of(request: SignedInRequest, event: Event) -> str:
    """Return the name of the page from which the person follows the event: her own, or that of the desk."""
    own = has_permission(request.user, DECLARE, organisation=event.organisation)
    return "events:event_detail" if own and request.POST.get("back") != "desk" else "events:queue_item"


def _back(request: SignedInRequest, event: Event) -> HttpResponse:
    if request.POST.get("back") == "list":
        return redirect("events:event_list")
    return redirect(_page_of(request, event), event.uid)


def _frame(event: Event) -> dict[str, Any]:
    return {"event": event, "organisation": event.organisation, "edition": event.edition}


def _status(form: StatusForm | CarryForm) -> int:
    return UNPROCESSABLE if form.is_bound and form.errors else 200
