"""The programme as JSON and as GeoJSON (RFC 7946), written while it is sent."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from semainier.events.exports.source import Source, event_url, picture_url, place_words
from semainier.events.models import Event
from semainier.events.queries.dates import spans_of, when_words
from semainier.events.vocabulary import ADMISSIONS, KINDS, STATUSES, word_of


def write_json(source: Source) -> Iterator[str]:
    """Yield {"edition": …, "events": […]}. One query, memory does not grow."""
    edition = source.edition
    head = {
        "slug": edition.slug,
        "name": edition.name,
        "headline": edition.headline,
        "starts_on": edition.starts_on.isoformat(),
        "ends_on": edition.ends_on.isoformat(),
    }
    yield f'{{"edition":{_dumped(head)},"events":['
    yield from _items(source, _record)
    yield "]}\n"


def write_geojson(source: Source) -> Iterator[str]:
    """Yield a collection of points; an event still to be placed has none. One query, memory does not grow."""
    yield '{"type":"FeatureCollection","features":['
    yield from _items(source, _feature)
    yield "]}\n"


def _items(source: Source, shape: Callable[[Event, str], dict[str, Any]]) -> Iterator[str]:
    separator = ""
    for event in source.rows():
        yield separator + _dumped(shape(event, event_url(source.page_url, event)))
        separator = ",\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _record(event: Event, url: str) -> dict[str, Any]:
    return {
        **_common(event, url),
        "description": event.description,
        "kind": word_of(KINDS, event.kind),
        "status_note": event.status_note,
        "booking_url": event.booking_url or None,
        "contact_email": event.contact_email or None,
        "place": _place(event),
        "picture": _picture(event),
        "sequence": event.sequence,
        "updated_at": event.updated_at.isoformat(),
    }


def _feature(event: Event, url: str) -> dict[str, Any]:
    point = None if event.latitude is None else [event.longitude, event.latitude]
    geometry = {"type": "Point", "coordinates": point} if point else None
    words = {
        "when": when_words(event),
        "place": place_words(event),
        "commune": event.commune_id,
        "precision": event.precision,
    }
    return {
        "type": "Feature",
        "id": str(event.uid),
        "geometry": geometry,
        "properties": {**_common(event, url), **words},
    }


def _common(event: Event, url: str) -> dict[str, Any]:
    return {
        "uid": str(event.uid),
        "url": url,
        "title": event.title,
        "theme": event.theme.slug if event.theme else None,
        "starts_at": _local(event, event.starts_at),
        "ends_at": _local(event, event.ends_at),
        "dates": [
            {"starts_at": _local(event, starts_at), "ends_at": _local(event, ends_at)}
            for starts_at, ends_at in spans_of(event)
        ],
        "postponed_from": _local(event, event.postponed_from),
        "timezone": event.zone,
        "status": word_of(STATUSES, event.status),
        "admission": word_of(ADMISSIONS, event.admission),
        "organisation": {"name": event.organisation.name, "siren": event.organisation.siren or None},
    }


def _place(event: Event) -> dict[str, Any]:
    return {
        "venue": event.venue,
        "address": event.address,
        "postcode": event.postcode,
        "city": event.city,
        "commune": event.commune_id,
        "department": event.department_id,
        "region": event.region_id,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "precision": event.precision,
    }


def _picture(event: Event) -> dict[str, Any] | None:
    if not event.picture:
        return None
    return {"url": picture_url(event), "description": event.picture_alt, "credit": event.picture_credit}


def _local(event: Event, moment: dt.datetime | None) -> str | None:
    return moment.astimezone(event.tz).isoformat() if moment else None
