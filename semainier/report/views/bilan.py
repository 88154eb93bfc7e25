"""The bilan: at the desk, as a document, for the public."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from semainier.campaigns.access import get_edition, get_public_edition
from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition
from semainier.core import clock
from semainier.core.decorators import public, requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import xlsx_response
from semainier.organisations.access import desk_organisation, has_permission, reach_of
from semainier.report import sentences
from semainier.report.document import bilan_pdf_bytes
from semainier.report.exports import figures_sheets
from semainier.report.forms import AnnouncedForm, SnapshotForm
from semainier.report.queries.bilan import Bilan, bilan_of, published_bilan

VIEW = Permission.REPORT_VIEW


@requires(VIEW)
@require_GET
def bilan_current(request: HttpRequest) -> HttpResponse:
    """Lead to the bilan of the current edition."""
    edition = current_edition()
    if edition is None:
        return render(request, "report/bilan_current.html")
    return redirect("report:bilan", edition.slug)


@requires(VIEW)
@require_GET
def bilan(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show the figures as they stand, the snapshots, what may be done with them."""
    return render(request, "report/bilan.html", bilan_context(request, get_edition(edition)))


@requires(VIEW)
@require_GET
def bilan_pdf(request: SignedInRequest, edition: str) -> HttpResponse:
    """Send the bilan as a document."""
    run = get_edition(edition)
    response = HttpResponse(bilan_pdf_bytes(_bilan_for(request, run)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="bilan-{run.slug}.pdf"'
    return response


@requires(VIEW)
@require_GET
def bilan_xlsx(request: SignedInRequest, edition: str) -> HttpResponse:
    """Send the figures as a workbook."""
    run = get_edition(edition)
    return xlsx_response(f"bilan-{run.slug}", figures_sheets(_bilan_for(request, run).figures))


@public
@require_GET
def bilan_public(request: HttpRequest, edition: str) -> HttpResponse:
    """Show the newest published figures to everyone."""
    run = get_public_edition(edition)
    found = published_bilan(run)
    context = {"edition": run, "bilan": found, **(sentences.words_of(found) if found else {})}
    return render(request, "report/bilan_public.html", context)


def bilan_context(
    request: SignedInRequest, edition: Edition, **forms: SnapshotForm | AnnouncedForm
) -> dict[str, Any]:
    """Return what the page of the desk shows, with a form that came back if there is one."""
    found = _bilan_for(request, edition)
    return {
        "edition": edition,
        "organisation": desk_organisation(request.user),
        "bilan": found,
        "now": clock.now(),
        "may_publish": has_permission(request.user, Permission.REPORT_PUBLISH),
        "may_freeze": has_permission(request.user, Permission.EDITION_MANAGE) and edition.phase == "counting",
        "snapshot_form": SnapshotForm(auto_id="snapshot_%s"),
        "announced_form": AnnouncedForm(auto_id="announced_%s"),
        **sentences.words_of(found),
        **forms,
    }


def _bilan_for(request: SignedInRequest, edition: Edition) -> Bilan:
    """Return the bilan of the person's reach, under the name of her association when it is a territory."""
    reach = reach_of(request.user, VIEW)
    scope = "" if reach.everything else str(desk_organisation(request.user) or "")
    return bilan_of(edition, clock.now(), reach, scope)
