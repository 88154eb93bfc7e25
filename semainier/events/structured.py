"""What search engines and social networks read: schema.org, addresses in both languages."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from semainier.core.addresses import absolute_url
from semainier.events.exports.source import picture_url
from semainier.events.models import Event, Precision, Status

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


def event_data(event: Event, url: str) -> SafeString:
    """Return the event as schema.org, ready to stand in a script element of type application/ld+json."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.description,
        "url": url,
        "startDate": event.starts_at.astimezone(event.tz).isoformat() if event.starts_at else None,
        "endDate": event.ends_at.astimezone(event.tz).isoformat() if event.ends_at else None,
        "eventStatus": f"https://schema.org/{_STATES.get(Status(event.status), 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(event),
        "organizer": {
            "@type": "Organization",
            "name": event.organisation.name,
            "url": event.organisation.website or None,
        },
        "image": picture_url(event),
        "offers": _offer(event, url),
    }
    text = json.dumps(_without_none(data), ensure_ascii=False)
    return mark_safe(text.translate(_UNSAFE))


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
    if event.booking_url and event.status == Status.SCHEDULED:
        return {"@type": "Offer", "availability": "https://schema.org/InStock", "url": event.booking_url}
    return None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner not in (None, "")}
    return value
