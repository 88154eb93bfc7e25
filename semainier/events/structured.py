"""What search engines and social networks read: schema.org, addresses in both languages."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from semainier.core.addresses import absolute_url
from semainier.events.exports.source import picture_url
from semainier.events.models import Event, Precision, Status
from semainier.events.queries.dates import spans_of
from semainier.events.queries.parts import NOTHING_LINKED, Linked

_STATES = {Status.CANCELLED: "EventCancelled", Status.POSTPONED: "EventPostponed"}
# A block of data ends with </script>: these never appear in it as such.
_UNSAFE = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address of a page for good, and the same page in each language."""

    canonical: str
    languages: list[tuple[str, str]]


def addresses_of(name: str, *args: Any, query: str = "") -> Addresses:
    """Return the full addresses of a page; `query` is that of the filters understood."""
    languages = [
        (code, absolute_url(name, *args, language=code) + query) for code, _name in settings.LANGUAGES
    ]
    return Addresses(dict(languages)[get_language() or settings.LANGUAGE_CODE], languages)


def event_data(event: Event, url: str, linked: Linked = NOTHING_LINKED) -> SafeString:
    """Return the event as schema.org, ready to stand in a script element of type application/ld+json.

    Its several dates, and the parts of a large event, are events inside it. Queries as `spans_of`.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.description,
        "url": url,
        **_span(event, event.starts_at, event.ends_at),
        "previousStartDate": _local(event, event.postponed_from) if event.is_rescheduled else None,
        "eventStatus": _state(event),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(event),
        "organizer": {
            "@type": "Organization",
            "name": event.organisation.name,
            "url": event.organisation.website or None,
        },
        "image": picture_url(event),
        "offers": _offer(event, url),
        "superEvent": _named(linked.large, url) if linked.large else None,
        "subEvent": [*_dates(event, url), *(_named(part, url) for part in linked.parts)] or None,
    }
    text = json.dumps(_without_none(data), ensure_ascii=False)
    return mark_safe(text.translate(_UNSAFE))


def _state(event: Event) -> str:
    name = "EventRescheduled" if event.is_rescheduled else _STATES.get(Status(event.status), "EventScheduled")
    return f"https://schema.org/{name}"


def _local(event: Event, moment: dt.datetime | None) -> str | None:
    return moment.astimezone(event.tz).isoformat() if moment else None


def _span(event: Event, starts_at: dt.datetime | None, ends_at: dt.datetime | None) -> dict[str, str | None]:
    return {"startDate": _local(event, starts_at), "endDate": _local(event, ends_at)}


def _dates(event: Event, url: str) -> list[dict[str, Any]]:
    """Return the dates of an event that has several, each with what an event must have."""
    if event.session_count == 1:
        return []
    shared = {"@type": "Event", "name": event.title, "url": url, "location": _place(event)}
    return [{**shared, **_span(event, *span), "eventStatus": _state(event)} for span in spans_of(event)]


def _named(other: Event, url: str) -> dict[str, Any]:
    """Return a linked event; its page stands beside that of this one."""
    address = f"{url.rstrip('/').rpartition('/')[0]}/{other.slug}/"
    span = _span(other, other.starts_at, other.ends_at)
    place = {"@type": "Place", "name": other.venue or other.city, "address": other.city or None}
    state = _state(other)
    return {
        "@type": "Event",
        "name": other.title,
        "url": address,
        **span,
        "location": place,
        "eventStatus": state,
    }


def _place(event: Event) -> dict[str, Any]:
    is_exact = event.precision == Precision.EXACT and event.latitude is not None
    return {
        "@type": "Place",
        "name": event.venue or event.city,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": event.address or None,
            "postalCode": event.postcode or None,
            "addressLocality": event.city or None,
            "addressRegion": event.region.name if event.region else None,
            "addressCountry": "FR",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": event.latitude, "longitude": event.longitude}
        if is_exact
        else None,
    }


def _offer(event: Event, url: str) -> dict[str, Any] | None:
    """Say that there is no place left, or where to ask for one; nothing is known of prices."""
    if event.status == Status.FULL:
        return {"@type": "Offer", "availability": "https://schema.org/SoldOut", "url": url}
    if event.booking_url and (event.status == Status.SCHEDULED or event.is_rescheduled):
        return {"@type": "Offer", "availability": "https://schema.org/InStock", "url": event.booking_url}
    return None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner not in (None, "")}
    if isinstance(value, list):
        return [_without_none(inner) for inner in value]
    return value
