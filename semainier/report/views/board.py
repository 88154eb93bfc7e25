"""The participation board: the figures, the lists behind them, invitations to the silent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from semainier.campaigns.access import get_edition
from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response, xlsx_response
from semainier.core.words import number
from semainier.organisations.access import desk_organisation, has_permission, reach_of
from semainier.organisations.sizes import Size
from semainier.report import sentences
from semainier.report.exports import MEMBERS_HEADER, member_lines
from semainier.report.queries import participation as reads
from semainier.report.queries import zones
from semainier.report.queries.board import board_of
from semainier.report.queries.participation import ListFilters
from semainier.report.queries.stages import STAGE_NAMES, Stage
from semainier.report.services.invite import InviteResults, invite_silent
from semainier.territories.outlines import frame_of

VIEW = Permission.PARTICIPATION_VIEW
ON_BOARD = 15
PER_PAGE = 50


@requires(VIEW)
@require_GET
def participation_current(request: HttpRequest) -> HttpResponse:
    """Lead to the board of the current edition."""
    edition = current_edition()
    if edition is None:
        return render(request, "report/participation_current.html")
    return redirect("report:participation", edition.slug)


@requires(VIEW)
@require_GET
def participation(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show how far the edition has come and whom to call."""
    run, now, reach = get_edition(edition), clock.now(), reach_of(request.user, VIEW)
    board = board_of(run, now, reach)
    filters = ListFilters.read(request.GET, Stage.SILENT)
    page = Paginator(reads.members_at(run, filters, now, reach), ON_BOARD).get_page(request.GET.get("page"))
    context = {
        "board": board,
        "headline": sentences.headline(board.figures),
        "standing": " ".join(sentences.standing(board)),
        "growth": sentences.growth(board),
        "growth_unit": _unit(board.measure),
        "now_name": sentences.short_name(run, run.previous or run),
        "now": now,
        "may_publish": has_permission(request.user, Permission.REPORT_PUBLISH),
        **_list(run, filters, page, reach),
    }
    return render(request, "report/participation.html", {**_frame(request, run), **context})


@requires(VIEW)
@require_GET
def participation_list(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show the organisations behind a figure."""
    run, now, reach = get_edition(edition), clock.now(), reach_of(request.user, VIEW)
    filters = ListFilters.read(request.GET)
    page = Paginator(reads.members_at(run, filters, now, reach), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "stages": [(stage.value, name) for stage, name in STAGE_NAMES.items()],
        "families": reads.families_listed(run, now, reach),
        "sizes": Size.choices,
        "followers": reads.followers_of(run, now, reach),
        "stage_name": STAGE_NAMES[filters.stage],
        **_list(run, filters, page, reach),
    }
    return render(request, "report/participation_list.html", {**_frame(request, run), **context})


@requires(VIEW)
@require_GET
def participation_map(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show where nobody takes part yet, department by department."""
    run, now, reach = get_edition(edition), clock.now(), reach_of(request.user, VIEW)
    asked = request.GET.get("etape", "")
    stage = Stage(asked) if asked in zones.MEASURES else Stage.PUBLISHED
    found = zones.zones_of(run, stage, now, reach)
    context = {
        "stage": stage,
        "stage_name": STAGE_NAMES[stage],
        "measures": [(measure.value, STAGE_NAMES[measure]) for measure in zones.MEASURES],
        "zones": [zone for zone in found if zone.listed],
        "drawn": [zone for zone in found if zone.path],
        "frame": frame_of(zone.path for zone in found),
        "white": sum(zone.shade == zones.Shade.WHITE for zone in found),
        "shades": zones.SHADE_NAMES.items(),
    }
    return render(request, "report/participation_map.html", {**_frame(request, run), **context})


@requires(VIEW)
@require_GET
def participation_csv(request: SignedInRequest, edition: str) -> StreamingHttpResponse:
    """Send the list as CSV, with its search and filters."""
    run, filters = get_edition(edition), ListFilters.read(request.GET)
    members = reads.members_at(run, filters, clock.now(), reach_of(request.user, VIEW))
    return csv_response(f"{filters.stage}-{run.slug}", MEMBERS_HEADER, member_lines(members.iterator(200)))


@requires(VIEW)
@require_GET
def participation_xlsx(request: SignedInRequest, edition: str) -> HttpResponse:
    """Send the list as a workbook, with its search and filters."""
    run, filters = get_edition(edition), ListFilters.read(request.GET)
    members = reads.members_at(run, filters, clock.now(), reach_of(request.user, VIEW))
    sheet = {str(STAGE_NAMES[filters.stage]): (MEMBERS_HEADER, member_lines(members))}
    return xlsx_response(f"{filters.stage}-{run.slug}", sheet)


@requires(VIEW)
@require_http_methods(["GET", "POST"])
def participation_invite(request: SignedInRequest, edition: str) -> HttpResponse:
    """Say whom the invitations would reach (GET), then send them and tell the results (POST)."""
    run = get_edition(edition)
    asked = request.POST if request.method == "POST" else request.GET
    # To write to an organisation is to invite its people: the reach of that right, not of the board.
    reach = reach_of(request.user, Permission.PEOPLE_MANAGE)
    members = list(reads.picked(run, clock.now(), reach, asked.getlist("organisme")))
    back = f"{reverse('report:participation', args=[run.slug])}#silencieux"
    left_out = len(set(asked.getlist("organisme"))) - len(members)
    if not members:
        messages.warning(request, _("Nobody silent was chosen: nothing was sent."))
        return redirect(back)
    if request.method == "POST":
        _tell(request, invite_silent(edition=run, members=members, by=request.user), left_out)
        return redirect(back)
    rows = reads.rows_of(members)
    context = {"rows": rows, "summary": reads.reach_summary(rows), "left_out": left_out, "back_url": back}
    return render(request, "report/participation_invite.html", {**_frame(request, run), **context})


def _frame(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    return {"edition": edition, "organisation": desk_organisation(request.user)}


def _list(edition: Edition, filters: ListFilters, page: Any, reach: Any) -> dict[str, Any]:
    return {
        "before_name": sentences.short_name(edition.previous, edition) if edition.previous else "",
        "filters": filters,
        "query": filters.query(),
        "rows": reads.rows_of(list(page.object_list)),
        "page_obj": page,
        "regions": reads.regions_listed(edition, clock.now(), reach),
    }


def _unit(measure: Stage) -> str:
    if measure == Stage.COMMITTED:
        return _("Organisations that have joined, added up day by day.")
    return _("Organisations with at least one published event, added up day by day.")


def _tell(request: SignedInRequest, results: InviteResults, left_out: int) -> None:
    """Say who was written to and who could not be."""
    if results.written:
        said = ngettext(
            "%(n)s organisation was written to.", "%(n)s organisations were written to.", results.written
        )
        messages.success(request, said % {"n": number(results.written)})
    for listed in results.unreachable:
        messages.warning(request, _("%(name)s has no address: call it.") % {"name": listed.organisation.name})
    if left_out:
        said = ngettext("%(n)s was not written to: it is no longer silent.",
                        "%(n)s were not written to: they are no longer silent.", left_out)  # fmt: skip
        messages.info(request, said % {"n": number(left_out)})
