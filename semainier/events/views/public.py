"""Pages that everybody may open: the week, its programme, an event, the map."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from semainier.campaigns.access import get_public_edition
from semainier.campaigns.models import Edition
from semainier.core.decorators import public
from semainier.events.access import get_public_event
from semainier.events.exports.source import picture_url
from semainier.events.queries.dates import load_dates
from semainier.events.queries.facets import controls_of
from semainier.events.queries.filters import Filters, Known, read_filters
from semainier.events.queries.listing import listing_of
from semainier.events.queries.public import event_page_of, week_of
from semainier.events.structured import addresses_of, event_data

# The map opens on the mainland: what lies elsewhere is offered by its name. Source: INSEE codes.
OVERSEAS = ("97", "98")


@public
@require_safe
def week(request: HttpRequest, edition: str) -> HttpResponse:
    return render(request, "events/week.html", week_context(get_public_edition(edition)))


def week_context(edition: Edition) -> dict[str, Any]:
    """Return what events/week.html shows; the first page of the site is that page too."""
    return {
        "edition": edition,
        "week": week_of(edition),
        "addresses": addresses_of("events:week", edition.slug),
    }


@public
@require_safe
def programme(request: HttpRequest, edition: str) -> HttpResponse:
    return render(
        request, "events/programme.html", _listing(request, get_public_edition(edition), "events:programme")
    )


@public
@require_safe
def event_public(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    found = get_public_edition(edition)
    event = get_public_event(found, slug)
    addresses = addresses_of("events:event_public", found.slug, event.slug)
    load_dates([event])
    beside = event_page_of(found, event)
    context = {
        "edition": found,
        "event": event,
        "beside": beside,
        "addresses": addresses,
        "picture": picture_url(event),
        "structured_data": event_data(event, addresses.canonical, beside.linked),
    }
    return render(request, "events/event_public.html", context)


@public
@require_safe
def map(request: HttpRequest, edition: str) -> HttpResponse:  # noqa: A001 -- a page has one name everywhere
    context = _listing(request, get_public_edition(edition), "events:map")
    context["far_away"] = [
        option for option in context["controls"].departments if option.value.startswith(OVERSEAS)
    ]
    context |= {"tile_url": settings.TILE_URL, "tile_attribution": settings.TILE_ATTRIBUTION}
    return render(request, "events/map.html", context)


def _listing(request: HttpRequest, edition: Edition, page: str) -> dict[str, Any]:
    """Return what the programme and the map show alike: they are one list."""
    known = Known(edition)
    filters = read_filters(request.GET, known)
    listing = listing_of(edition, filters)
    return {
        "edition": edition,
        "filters": filters,
        "controls": controls_of(known, filters, listing.counts),
        "listing": listing,
        "page_obj": listing.page_obj,
        "notices": [problem.message for problem in filters.problems]
        + _beyond(filters, listing.page_obj.number),
        "addresses": addresses_of(page, edition.slug, query=filters.query.rstrip("?")),
        # Searches and crossings of filters are endless: engines are told to follow, not to keep them.
        "is_kept_out": len(filters.chosen) > 1 or bool(filters.values("q") or filters.values("bbox")),
    }


def _beyond(filters: Filters, last: int) -> list[str]:
    if filters.page <= last:
        return []
    return [_("There is no page %(number)d: here is the last one.") % {"number": filters.page}]
