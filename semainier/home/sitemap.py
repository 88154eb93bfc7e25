"""The addresses that search engines are told of (sitemaps.org)."""

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from semainier.campaigns.models import Edition
from semainier.core.addresses import absolute_url
from semainier.events.models import Event

# The protocol's limit for one file; the newest events come first.
MOST_ADDRESSES = 50_000
_CHUNK = 2000


def sitemap_lines() -> Iterator[str]:
    """Yield the file: pages of public editions, then their events. Two queries, memory does not grow."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield from islice(_entries(), MOST_ADDRESSES)
    yield "</urlset>\n"


def _entries() -> Iterator[str]:
    programmes = {}
    for edition in Edition.objects.visible():
        programmes[edition.pk] = absolute_url("events:programme", edition.slug)
        for page in ("events:week", "events:programme", "events:map"):
            yield f"<url><loc>{escape(absolute_url(page, edition.slug))}</loc></url>\n"
    events = Event.objects.public().filter(edition__in=programmes).order_by("-edition__starts_on", "-pk")
    for edition_id, slug, updated_at in events.values_list("edition_id", "slug", "updated_at").iterator(
        _CHUNK
    ):
        address = f"{programmes[edition_id]}{slug}/"
        yield f"<url><loc>{escape(address)}</loc><lastmod>{updated_at:%Y-%m-%d}</lastmod></url>\n"
