"""An event of the queue on the map, with its doubles and what happens in the same town on the same day."""

from typing import Any

from django.urls import reverse

from semainier.events.models import Event
from semainier.events.queries.dates import brief_words
from semainier.events.queries.doubles import doubles_among, near_of


def near_points(event: Event) -> dict[str, Any]:
    """Return the points as GeoJSON; an event without a point is in the list beside only. Two queries."""
    others = [*doubles_among([event])[event.pk], *(near.event for near in near_of(event))]
    return {
        "type": "FeatureCollection",
        "features": [_feature(one) for one in (event, *others) if one.latitude is not None],
    }


def _feature(event: Event) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [event.longitude, event.latitude]},
        "properties": {
            "title": event.title,
            "url": reverse("events:queue_item", args=[event.uid]),
            "when": brief_words(event),
            "place": event.city,
        },
    }
