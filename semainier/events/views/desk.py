"""The moderation desk: the queue, one event of it, where it lies."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.sheets import csv_response
from semainier.events.access import get_event
from semainier.events.exports.desk import HEADER, desk_rows
from semainier.events.exports.near import near_points
from semainier.events.queries import desk as reads
from semainier.events.queries.desk_filters import QueueFilters, heading
from semainier.events.queries.unattended import unattended
from semainier.events.views.panel import MODERATE, beside, desk_frame, item_page
from semainier.organisations.access import reach_of

KEYS = (
    ("P", gettext_lazy("publish, or keep online")),
    ("D", gettext_lazy("ask for a change")),
    ("R", gettext_lazy("refuse")),
    ("1–9", gettext_lazy("choose a sentence")),
    ("L", gettext_lazy("read it yourself: the others see it")),
    ("M", gettext_lazy("write to the organiser")),
    ("C", gettext_lazy("show the map")),
    ("?", gettext_lazy("show these keys")),
)


@requires(MODERATE)
@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """Show a view of the queue, and the chosen event (`?choix=`, else the first that nobody reads) beside it."""
    reach = reach_of(request.user, MODERATE)
    scope = reads.Scope.of(reach)
    filters = QueueFilters.read(request.GET).within(scope.views)
    drawers = reads.drawers(scope, filters)
    here = next(drawer for drawer in drawers if drawer.is_open)
    page = reads.ListedPaginator(reads.queue(scope, filters), here.count).get_page(request.GET.get("page"))
    rows = reads.rows_of(list(page.object_list), scope, request.user, filters.view)
    picked = next((row for row in rows if str(row.event.uid) == request.GET.get("choix")), None)
    chosen = picked or reads.first_free(rows, request.user)
    context = {
        "filters": filters,
        "heading": heading(filters.view, here.count, is_more=here.is_more),
        "here": here,
        "keys": KEYS,
        "drawers": drawers,
        "departments": reads.departments_of_desk(reach),
        "rows": rows,
        "page_obj": page,
        "oldest": reads.oldest_wait(scope),
        "unattended": unattended(scope) if reach.everything else [],
        **beside(request, chosen.event if chosen else None, filters, page.number),
    }
    return render(request, "events/queue.html", {**desk_frame(request), **context})


@requires(MODERATE)
@require_GET
def queue_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Send the view as a file, with its search and filters."""
    filters = QueueFilters.read(request.GET)
    scope = reads.Scope.of(reach_of(request.user, MODERATE))
    rows = desk_rows(reads.queue(scope, filters.in_first_order()), scope, request.user, filters.view)
    return csv_response(f"moderation-{filters.view}", HEADER, rows)


@requires(MODERATE)
@require_GET
def queue_item(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show one event with what the rules ask, on a page of its own."""
    event = get_event(request.user, uid, MODERATE)
    return item_page(request, event, opened=request.GET.get("ouvrir", ""))


@requires(MODERATE)
@require_GET
def queue_points(request: SignedInRequest, uid: UUID) -> JsonResponse:
    """Send the places of an event and of what lies near it in time and place."""
    return JsonResponse(near_points(get_event(request.user, uid, MODERATE)))
