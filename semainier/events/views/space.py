"""The members' side of events: the list, the form, the preview, what is done with one event."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.access import check_open, get_edition
from semainier.campaigns.queries import commitment_of, current_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.errors import Conflict
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event
from semainier.events.forms.event import EventForm, Then
from semainier.events.forms.plans import ParentForm
from semainier.events.forms.space import EventFilterForm, SubmitForm
from semainier.events.models import Event, Moderation
from semainier.events.queries import space as reads
from semainier.events.queries.carry import again_of
from semainier.events.queries.dates import load_dates
from semainier.events.queries.doubles import typed_doubles
from semainier.events.queries.flags import is_outside_week
from semainier.events.queries.parts import around_of
from semainier.events.queries.places import town_of_event
from semainier.events.queries.versions import other_version
from semainier.events.services.declare import (
    check_editable,
    create_event,
    delete_draft,
    missing_parts,
    set_co_organisers,
    update_event,
)
from semainier.events.services.moderation import reopen_event, submit_event, withdraw_event
from semainier.events.services.propose import confirm_event
from semainier.organisations.access import get_organisation, organisations_of

DECLARE = Permission.EVENT_DECLARE
UNPROCESSABLE, CONFLICT = 422, 409
PER_PAGE = 25


@requires(Permission.EVENT_VIEW)
@require_GET
def event_list(request: SignedInRequest) -> HttpResponse:
    """Show the events of the organisations for which the person acts."""
    organisations, edition = organisations_of(request.user), current_edition()
    form = EventFilterForm(request.GET, organisations=organisations)
    chosen = form.understood()
    mine = [o for o in organisations if chosen.get("organisme") in {None, o.pk}]
    found = reads.in_state(reads.events_of([o.pk for o in mine]), chosen.get("etat", ""))
    page = Paginator(found.matching(chosen.get("q", "")), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "cards": [reads.card_of(event) for event in page.object_list],
        "organisations": organisations,
        "mine": mine,
        "edition": edition,
        "again": again_of([o.pk for o in mine], edition),
        "is_filtered": any(chosen.values()),
    }
    return render(request, "events/event_list.html", context)


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_create(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Write a new event of an organisation."""
    organisation = get_organisation(request.user, organisation_id, DECLARE)
    found = get_edition(edition)
    check_open(found, DECLARE, clock.today())
    form = EventForm(request.POST or None, request.FILES or None, edition=found, organisation=organisation)
    if form.asks_for_lines:
        form.change_lines()
    elif form.is_bound and form.is_valid():
        event = create_event(
            edition=found, organisation=organisation, by=request.user, **form.fields_of_event()
        )
        set_co_organisers(event=event, organisations=form.co_organisers, by=request.user)
        return _after_form(request, event, form)
    context = {"form": form, "organisation": organisation, "edition": found}
    return render(request, "events/event_create.html", context, status=_status(form))


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_edit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Change an event; when somebody else did so meanwhile, show both versions and let the person choose."""
    event = get_event(request.user, uid, DECLARE)
    check_editable(event)
    form = _form_of(event, request.POST or None, request.FILES or None)
    if form.asks_for_lines:
        form.change_lines()
    elif form.is_bound and form.is_valid():
        return _save(request, event, form)
    return _edit_page(request, event, form, status=_status(form), other=None)


def _save(request: SignedInRequest, event: Event, form: EventForm) -> HttpResponse:
    """Save the form, unless somebody else has saved meanwhile: then show both versions."""
    fields = form.fields_of_event()
    try:
        update_event(event=event, by=request.user, seen_at=form.seen_at, **fields)
    except Conflict as conflict:
        if conflict.code != "event.changed_meanwhile":
            raise
        other = other_version(get_event(request.user, event.uid, DECLARE), fields)
        form.show_again(seen=other.stamp)
        return _edit_page(request, event, form, status=CONFLICT, other=other)
    set_co_organisers(event=event, organisations=form.co_organisers, by=request.user)
    return _after_form(request, event, form)


@requires(Permission.EVENT_VIEW)
@require_GET
def event_detail(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show where an event stands, what comes next, and every decision about it."""
    event = get_event(request.user, uid, Permission.EVENT_VIEW)
    load_dates([event])
    decisions = reads.decisions_of(event)
    standing = reads.standing_of(event, request.user, decisions)
    around = around_of(event) if standing.acts else None
    context = {
        **_frame(event),
        "decisions": decisions,
        "standing": standing,
        "around": around,
        "parent_form": ParentForm(event=event, offered=around.offered) if around else None,
        "submit_form": SubmitForm(event=event),
    }
    return render(request, "events/event_detail.html", context)


@requires(Permission.EVENT_VIEW)
@require_GET
def event_preview(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show the event as visitors will see it, and offer to submit it."""
    event = get_event(request.user, uid, Permission.EVENT_VIEW)
    return _preview_page(request, event, SubmitForm(event=event))


@requires(DECLARE)
@require_POST
def event_submit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Hand the event in; the place is confirmed by the same button."""
    event = get_event(request.user, uid, DECLARE)
    form = SubmitForm(request.POST, event=event)
    if not form.is_valid():
        return _preview_page(request, event, form)
    if event.is_proposal:
        return _confirm(request, event, form)
    if form.cleaned_data.get("place_confirmed"):
        update_event(event=event, by=request.user, place_confirmed_at=clock.now())
    submit_event(event=event, by=request.user)
    return _after_submitting(request, event)


@requires(DECLARE)
@require_POST
def event_confirm(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Accept the event that the region has prepared; the place is confirmed by the same button."""
    event = get_event(request.user, uid, DECLARE)
    form = SubmitForm(request.POST, event=event)
    return _confirm(request, event, form) if form.is_valid() else _preview_page(request, event, form)


def _confirm(request: SignedInRequest, event: Event, form: SubmitForm) -> HttpResponse:
    is_seen = bool(form.cleaned_data.get("place_confirmed"))
    confirmed = confirm_event(event=event, by=request.user, is_place_confirmed=is_seen)
    if confirmed.moderation != Moderation.PUBLISHED:
        return _after_submitting(request, event)
    words = _("Thank you. “%(title)s” is in the programme.") % {"title": event.title}
    messages.success(request, words)
    return redirect("events:event_detail", event.uid)


def _after_submitting(request: SignedInRequest, event: Event) -> HttpResponse:
    words = _("Thank you. The region answers by %(day)s.") % {"day": reads.answer_expected_by(event)}
    messages.success(request, words)
    return redirect("events:event_detail", event.uid)


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_withdraw(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask, then take an event back."""
    event = get_event(request.user, uid, DECLARE)
    if request.method != "POST":
        return render(request, "events/event_withdraw.html", _frame(event))
    withdraw_event(event=event, by=request.user)
    messages.success(request, _("“%(title)s” is withdrawn.") % {"title": event.title})
    return redirect("events:event_detail", uid)


@requires(DECLARE)
@require_POST
def event_reopen(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Make a draft again of a refused or withdrawn event."""
    event = get_event(request.user, uid, DECLARE)
    reopen_event(event=event, by=request.user)
    messages.success(request, _("“%(title)s” is a draft again.") % {"title": event.title})
    return redirect("events:event_edit", uid)


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_delete(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask, then delete a draft that nobody else has seen."""
    event = get_event(request.user, uid, DECLARE)
    if request.method != "POST":
        return render(request, "events/event_delete.html", _frame(event))
    delete_draft(event=event, by=request.user)
    messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": event.title})
    return redirect("events:event_list")


def _form_of(event: Event, *data: Any) -> EventForm:
    return EventForm(*data, edition=event.edition, organisation=event.organisation, event=event)


def _frame(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "organisation": event.organisation,
        "edition": event.edition,
        "outcome": getattr(event, "outcome", None),
    }


def _edit_page(request: SignedInRequest, event: Event, form: EventForm, **extra: Any) -> HttpResponse:
    status = extra.pop("status")
    context = {**_frame(event), "form": form, "asked": reads.asked_of(event), **extra}
    return render(request, "events/event_edit.html", context, status=status)


def _preview_page(request: SignedInRequest, event: Event, form: SubmitForm) -> HttpResponse:
    acts = reads.acts_of(event, request.user)
    context = {
        **_frame(event),
        "form": form,
        "town": town_of_event(event),
        "acts": acts,
        "doubles": typed_doubles(event) if reads.Act.SUBMIT in acts else [],
        "needs": missing_parts(event, but_confirmation=True),
        "is_outside": is_outside_week(event),
        "commitment": commitment_of(event.edition, event.organisation),
    }
    return render(request, "events/event_preview.html", context, status=_status(form))


def _after_form(request: SignedInRequest, event: Event, form: EventForm) -> HttpResponse:
    if form.place_notice:
        messages.info(request, form.place_notice)
    if form.then_chosen == Then.PREVIEW:
        return redirect("events:event_preview", event.uid)
    messages.success(request, _("“%(title)s” is saved.") % {"title": event.title})
    return redirect("events:event_detail", event.uid)


def _status(form: Any) -> int:
    return UNPROCESSABLE if form.is_bound and form.errors else 200
