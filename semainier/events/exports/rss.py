"""The programme as news (RSS 2.0), newest first, written while it is sent."""

import re
from collections.abc import Iterator
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from semainier.events.exports.source import Source, description_parts, event_url, place_words
from semainier.events.models import Event, Status
from semainier.events.queries.dates import when_words

# Characters that XML 1.0 does not allow, escaped or not.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_rss(source: Source) -> Iterator[str]:
    """Yield the feed, one item at a time. One query, memory does not grow."""
    edition = source.edition
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
    yield f"<title>{_text(edition.name)}</title><link>{_text(source.page_url)}</link>"
    yield f"<description>{_text(edition.headline)}</description><language>{get_language()}</language>"
    yield f'<atom:link rel="self" type="application/rss+xml" href={quoteattr(source.feed_url)}/>\n'
    for event in source.rows("-published_at", "-pk"):
        yield _item(event, event_url(source.page_url, event))
    yield "</channel></rss>\n"


def _item(event: Event, url: str) -> str:
    state = "" if event.status == Status.SCHEDULED else str(Status(event.status).label)
    if event.is_rescheduled:
        state = _("New date")
    title = _("%(status)s: %(note)s") % {"status": state, "note": event.title} if state else event.title
    parts = [when_words(event, year=True), place_words(event), *description_parts(event, url)[:-1]]
    published = event.published_at or event.created_at
    theme = f"<category>{_text(str(event.theme))}</category>" if event.theme else ""
    return (
        f"<item><title>{_text(title)}</title><link>{_text(url)}</link>"
        f'<guid isPermaLink="false">{event.uid}</guid><pubDate>{format_datetime(published)}</pubDate>{theme}'
        f"<description>{_text(_paragraphs(parts))}</description></item>\n"
    )


def _paragraphs(parts: list[str]) -> str:
    """Return HTML, which readers expect inside a description."""
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("", value))
