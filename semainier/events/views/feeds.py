"""The programme as data: the same filters as the page, the same events, written while they are sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import semainier
from semainier.campaigns.access import get_public_edition
from semainier.core import clock
from semainier.core.decorators import public
from semainier.events.access import get_public_event
from semainier.events.exports.ics import write_ics
from semainier.events.exports.records import write_geojson, write_json
from semainier.events.exports.rss import write_rss
from semainier.events.exports.source import Source, page_url
from semainier.events.exports.table import write_csv
from semainier.events.queries.counts import newest_line
from semainier.events.queries.filters import Filters, Known, Problem, read_filters
from semainier.events.queries.public import public_events


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of feed: its media type, the end of its address, its writer; `is_file` suggests saving it."""

    media_type: str
    suffix: str
    write: Callable[[Source], Iterator[str]]
    is_file: bool = False


ICS = Format("text/calendar; charset=utf-8", "ics", write_ics, is_file=True)
RSS = Format("application/rss+xml; charset=utf-8", "rss", write_rss)
JSON = Format("application/json", "json", write_json)
GEOJSON = Format("application/geo+json", "geojson", write_geojson)
CSV = Format("text/csv; charset=utf-8", "csv", write_csv, is_file=True)


@public
@require_safe
def programme_ics(request: HttpRequest, edition: str) -> HttpResponseBase:
    return _programme(request, edition, ICS)


@public
@require_safe
def programme_rss(request: HttpRequest, edition: str) -> HttpResponseBase:
    return _programme(request, edition, RSS)


@public
@require_safe
def programme_json(request: HttpRequest, edition: str) -> HttpResponseBase:
    return _programme(request, edition, JSON)


@public
@require_safe
def programme_geojson(request: HttpRequest, edition: str) -> HttpResponseBase:
    return _programme(request, edition, GEOJSON)


@public
@require_safe
def programme_csv(request: HttpRequest, edition: str) -> HttpResponseBase:
    return _programme(request, edition, CSV)


@public
@require_safe
def event_ics(request: HttpRequest, edition: str, slug: str) -> HttpResponseBase:
    found = get_public_edition(edition)
    event = get_public_event(found, slug)
    events = public_events(found, Filters()).filter(pk=event.pk)
    return _answer(request, ICS, Source(found, events, page_url(found)), slug)


def _programme(request: HttpRequest, slug: str, form: Format) -> HttpResponseBase:
    """Answer with the feed; 400 for a value that makes no sense, 304 when nothing was written since."""
    edition = get_public_edition(slug)
    filters = read_filters(request.GET, Known(edition))
    if filters.problems:
        return _refusal(filters.problems)
    address = page_url(edition)
    feed_url = f"{address.rstrip('/')}.{form.suffix}{filters.feed_query}"
    events, days = public_events(edition, filters), filters.values("jour")
    source = Source(edition, events, address + filters.feed_query, feed_url, days)
    return _answer(request, form, source, edition.slug)


def _answer(request: HttpRequest, form: Format, source: Source, name: str) -> HttpResponseBase:
    # The hour bounds what the journal cannot tell: on PostgreSQL a line may be committed after a newer one.
    etag = f'W/"{newest_line()}-{clock.now():%m%d%H}-{semainier.__version__}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    text = _in_language(translation.get_language(), form.write(source))
    response = StreamingHttpResponse(text, content_type=form.media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    # Public data, sent without cookies: any page may read it.
    response["Access-Control-Allow-Origin"] = "*"
    if form.is_file:
        response["Content-Disposition"] = f'inline; filename="{name}.{form.suffix}"'
    return response


def _in_language(language: str | None, lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines in the language of the request: the server asks for them when the view has returned."""
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _refusal(problems: tuple[Problem, ...]) -> JsonResponse:
    """Return the problem as RFC 9457 shapes it, with our stable codes."""
    first = problems[0]
    errors = [
        {
            "code": problem.code,
            "parameter": problem.parameter,
            "value": problem.value,
            "message": problem.message,
        }
        for problem in problems
    ]
    body = {
        "type": "about:blank",
        "title": _("This address asks for something that makes no sense"),
        "status": HTTPStatus.BAD_REQUEST,
        "detail": first.message,
        "code": first.code,
        "errors": errors,
    }
    response = JsonResponse(body, status=HTTPStatus.BAD_REQUEST)
    response["Content-Type"] = "application/problem+json"
    return response
