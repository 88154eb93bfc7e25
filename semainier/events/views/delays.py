"""How fast the regions answer: a page and a table."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from semainier.campaigns.models import Edition
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.sheets import csv_response
from semainier.events.exports.delays import HEADER, delay_rows
from semainier.events.queries.delays import DelayTable, delays_of
from semainier.events.queries.editions import edition_of, editions_to_choose
from semainier.events.views.panel import MODERATE, desk_frame
from semainier.organisations.access import reach_of


@requires(MODERATE)
@require_GET
def delay_statistics(request: SignedInRequest) -> HttpResponse:
    """Show median, ninth decile and share in time, by region; a region sees itself beside the national figure."""
    edition, table = _asked(request)
    context: dict[str, Any] = {
        **desk_frame(request),
        "chosen": edition,
        "editions": editions_to_choose(),
        "table": table,
        "is_head": reach_of(request.user, MODERATE).everything,
    }
    return render(request, "events/delay_statistics.html", context)


@requires(MODERATE)
@require_GET
def delay_statistics_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Send the same table as a file."""
    edition, table = _asked(request)
    name = f"delais-{edition.slug}" if edition else "delais"
    return csv_response(name, HEADER, delay_rows(edition, table) if edition and table else [])


def _asked(request: SignedInRequest) -> tuple[Edition | None, DelayTable | None]:
    edition = edition_of(request.GET.get("edition", ""))
    if edition is None:
        return None, None
    return edition, delays_of(edition, reach_of(request.user, MODERATE), _("Departments of no association"))
