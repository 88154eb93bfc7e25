"""What the tests of the members' side share: the form as a browser sends it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.events.models import Event

ClientOf = Callable[[User], Client]
MakeEvent = Callable[..., Event]


def at(name: str, event: Event) -> str:
    return reverse(name, args=[event.uid])


def form_data(edition: Edition, **changes: Any) -> dict[str, Any]:
    """Return a complete form for Sunday 7 June 2026, 10:00 to 12:00, at Lormont; None leaves a field out."""
    data = {
        "title": "Un jardin partagé",
        "theme": str(edition.themes.get(slug="vivre-ensemble").pk),
        "kind": "visit",
        "day": "2026-06-07",
        "start": "10:00",
        "end": "12:00",
        "venue": "Jardin du bâtiment C",
        "address": "rue de la Pépinière",
        "town": "33310 Lormont",
        "description": "Les habitants ouvrent leur jardin.",
        "audience": "public",
        "admission": "free",
        "then": "preview",
        **changes,
    }
    return {name: value for name, value in data.items() if value is not None}


def refusal(response: Any) -> tuple[int, str]:
    """Return status and stable code of an answer that refuses."""
    return response.status_code, response.headers.get("X-Error-Code", "")
