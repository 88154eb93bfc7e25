"""The moderation desk: the queue, one event of it, decisions, several at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.queries import current_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.core.words import number
from semainier.events.access import get_event
from semainier.events.exports.desk import HEADER, desk_rows
from semainier.events.forms.desk import CHANGE_PRESETS, REFUSAL_PRESETS, DecisionForm, ReadForm
from semainier.events.models import DecisionAction, Event
from semainier.events.queries import desk as reads
from semainier.events.queries.bulk import bulk_rows, picked, summary_of
from semainier.events.queries.desk_filters import QueueFilters, heading
from semainier.events.queries.review import Review, review_of
from semainier.events.services.decide import Result, acknowledge_read, decide, publish_together
from semainier.events.working_days import PROMISED
from semainier.organisations.access import reach_of
from semainier.organisations.queries import contacts_of

MODERATE = Permission.EVENT_MODERATE
UNPROCESSABLE = 422
KEYS = (
    ("P", gettext_lazy("publish, or keep online")),
    ("D", gettext_lazy("ask for a change")),
    ("R", gettext_lazy("refuse")),
    ("1–4", gettext_lazy("choose a sentence")),
)


@requires(MODERATE)
@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """Show a view of the queue, and the chosen event (`?choix=`, else the first) beside it."""
    reach, filters = reach_of(request.user, MODERATE), QueueFilters.read(request.GET)
    page = Paginator(reads.queue(reach, filters), reads.PER_PAGE).get_page(request.GET.get("page"))
    rows = reads.rows_of(list(page.object_list), reach)
    chosen = next(
        (row for row in rows if str(row.event.uid) == request.GET.get("choix")), rows[0] if rows else None
    )
    context = {
        "filters": filters,
        "heading": heading(filters.view, page.paginator.count),
        "keys": KEYS,
        "drawers": reads.drawers(reach, filters),
        "departments": reads.departments_in_queue(reach),
        "rows": rows,
        "page_obj": page,
        "oldest": reads.oldest_wait(reach),
        "promised": PROMISED,
        **_beside(review_of(chosen.event, reach) if chosen else None, filters, page.number),
    }
    return render(request, "events/queue.html", {**_frame(request), **context})


@requires(MODERATE)
@require_GET
def queue_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Send the view as a file, with its search and filters."""
    reach, filters = reach_of(request.user, MODERATE), QueueFilters.read(request.GET)
    return csv_response(f"moderation-{filters.view}", HEADER, desk_rows(reads.queue(reach, filters), reach))


@requires(MODERATE)
@require_GET
def queue_item(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show one event with what the rules ask, on a page of its own."""
    event = get_event(request.user, uid, MODERATE)
    context = _item_context(
        request, event, QueueFilters.read(request.GET), opened=request.GET.get("ouvrir", "")
    )
    return render(request, "events/queue_item.html", context)


@requires(MODERATE)
@require_POST
def event_publish(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Publish the event, then open the next."""
    return _decide(request, uid, DecisionAction.PUBLISH, ReadForm(request.POST))


@requires(MODERATE)
@require_POST
def event_request_changes(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Send the event back with what is asked for, then open the next."""
    return _decide(
        request, uid, DecisionAction.REQUEST_CHANGES, DecisionForm(request.POST, presets=CHANGE_PRESETS)
    )


@requires(MODERATE)
@require_POST
def event_refuse(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Refuse the event with a reason, then open the next."""
    return _decide(request, uid, DecisionAction.REFUSE, DecisionForm(request.POST, presets=REFUSAL_PRESETS))


@requires(MODERATE)
@require_POST
def event_acknowledge(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Keep a changed event online, then open the next."""
    event = get_event(request.user, uid, MODERATE)
    form = ReadForm(request.POST)
    if not form.is_valid():
        context = _item_context(request, event, QueueFilters())
        return render(request, "events/queue_item.html", context, status=UNPROCESSABLE)
    target = _next_address(request, uid, form)
    acknowledge_read(event=event, by=request.user, read_at=form.cleaned_data["read_at"])
    messages.success(request, _("“%(title)s” stays online as it is now.") % {"title": event.title})
    return redirect(target)


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def queue_bulk(request: SignedInRequest) -> HttpResponse:
    """Say what publishing the chosen events will do (GET), then do it and tell each result (POST)."""
    asked = request.POST if request.method == "POST" else request.GET
    form = ReadForm(asked)
    back = form.cleaned_data["back"] if form.is_valid() else ""
    target = f"{reverse('events:queue')}?{QueueFilters.read(QueryDict(back)).query()}".rstrip("?")
    events = picked(reach_of(request.user, MODERATE), asked.getlist("uid"))
    if not events or not form.is_valid():
        messages.warning(request, _("No event was chosen: nothing was done."))
        return redirect(target)
    if request.method == "POST":
        read_at = form.cleaned_data["read_at"]
        _tell_results(request, publish_together(events=events, by=request.user, read_at=read_at))
        return redirect(target)
    return render(request, "events/queue_bulk.html", _bulk_context(request, events, back, target))


def _decide(request: SignedInRequest, uid: UUID, action: DecisionAction, form: ReadForm) -> HttpResponse:
    """Take the decision on what was read; an answer without words comes back with the form open."""
    event = get_event(request.user, uid, MODERATE)
    if not form.is_valid():
        filters = QueueFilters.read(QueryDict(request.POST.get("back", "")))
        context = _item_context(request, event, filters, bound=form, opened=action)
        return render(request, "events/queue_item.html", context, status=UNPROCESSABLE)
    target = _next_address(request, uid, form)
    message = form.cleaned_data.get("message", "")
    done = decide(
        event=event, action=action, by=request.user, read_at=form.cleaned_data["read_at"], message=message
    )
    _tell(request, event, action, done=done)
    return redirect(target)


def _frame(request: SignedInRequest) -> dict[str, Any]:
    return {"edition": current_edition(), "organisation": reads.desk_organisation(request.user)}


def _bulk_context(request: SignedInRequest, events: list[Event], back: str, back_url: str) -> dict[str, Any]:
    rows = bulk_rows(events)
    return {
        **_frame(request),
        "rows": rows,
        "summary": summary_of(rows),
        "back": back,
        "back_url": back_url,
        "read_at": clock.now(),
    }


def _beside(review: Review | None, filters: QueueFilters, page: int = 1, **more: Any) -> dict[str, Any]:
    """Return what the decision panel needs, in the queue and on a page of its own."""
    return {
        "review": review,
        "back": filters.query(page=page if page > 1 else ""),
        "ask_form": DecisionForm(presets=CHANGE_PRESETS, auto_id="ask_%s"),
        "refuse_form": DecisionForm(presets=REFUSAL_PRESETS, auto_id="refuse_%s"),
        "room": "list",
        "opened": "",
        **more,
    }


def _item_context(
    request: SignedInRequest,
    event: Event,
    filters: QueueFilters,
    *,
    bound: ReadForm | None = None,
    opened: str = "",
) -> dict[str, Any]:
    """Return what the page of one event shows, with the form that came back if there is one."""
    name = "ask_form" if opened == DecisionAction.REQUEST_CHANGES else "refuse_form"
    forms: dict[str, Any] = {name: bound} if isinstance(bound, DecisionForm) else {}
    review = review_of(event, reach_of(request.user, MODERATE))
    beside = _beside(review, filters, room="page", opened=opened, **forms)
    return {
        **_frame(request),
        **beside,
        "back_url": f"{reverse('events:queue')}?{beside['back']}".rstrip("?"),
    }


def _next_address(request: SignedInRequest, uid: UUID, form: ReadForm) -> str:
    """Return where to go once the event is decided: the next one of the list it came from."""
    params = QueryDict(form.cleaned_data["back"])
    filters = QueueFilters.read(params)
    following = reads.neighbour_after(reads.queue(reach_of(request.user, MODERATE), filters), uid)
    if form.cleaned_data["room"] == "page" and following is not None:
        path, query = reverse("events:queue_item", args=[following]), filters.query()
    else:
        path, query = reverse("events:queue"), filters.query(page=params.get("page", ""), choix=following)
    return f"{path}?{query}".rstrip("?")


def _tell(request: SignedInRequest, event: Event, action: DecisionAction, *, done: bool) -> None:
    """Say what was done, who is told of it, and how to take it back."""
    if not done:
        messages.info(request, _("“%(title)s” was so already: nothing was sent.") % {"title": event.title})
        return
    said = {
        DecisionAction.PUBLISH: _("“%(title)s” is published."),
        DecisionAction.REQUEST_CHANGES: _("“%(title)s” goes back to its organiser."),
        DecisionAction.REFUSE: _("“%(title)s” is refused."),
    }[action] % {"title": event.title}
    people = len(contacts_of(event.organisation))
    if people:
        mails = ngettext("%(n)s mail leaves to %(name)s.", "%(n)s mails leave to %(name)s.", people)
        said = f"{said} {mails % {'n': number(people), 'name': event.organisation.name}}"
    else:
        messages.warning(
            request, _("%(name)s has no address: nobody could be told.") % {"name": event.organisation.name}
        )
    if action == DecisionAction.PUBLISH:
        url = reverse("events:queue_item", args=[event.uid]) + "?vue=publies&ouvrir=request_changes"
        said = format_html('{} <a href="{}">{}</a>', said, url, _("Take it back"))
    messages.success(request, said)


def _tell_results(request: SignedInRequest, results: list[Result]) -> None:
    published = [result for result in results if result.is_done]
    if published:
        said = ngettext("%(n)s event is published.", "%(n)s events are published.", len(published))
        messages.success(request, said % {"n": number(len(published))})
    for result in results:
        if not result.is_done:
            text = _("“%(title)s” was not published. %(reason)s") % {
                "title": result.event.title,
                "reason": result.reason,
            }
            messages.error(request, text)
