"""What the tests of the desk share: events in the states that its views show."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from semainier.core import clock
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, request_changes, submit_event

MakeEvent = Callable[..., Event]


def submitted(
    make_event: MakeEvent, title: str = "Un jardin partagé", days_ago: int = 0, **fields: object
) -> Event:
    """Return an event that was handed over `days_ago` days before now."""
    with clock.at(clock.now() - dt.timedelta(days=days_ago)):
        event = make_event(title=title, **fields)
        submit_event(event=event, by=None)
    event.refresh_from_db()
    return event


def published(make_event: MakeEvent, title: str = "Un jardin partagé", **fields: object) -> Event:
    """Return an event that was published yesterday."""
    with clock.at(clock.now() - dt.timedelta(days=1)):
        event = submitted(make_event, title, **fields)
        publish_event(event=event, by=None)
    event.refresh_from_db()
    return event


def sent_back(make_event: MakeEvent, title: str = "Un jardin partagé") -> Event:
    """Return an event whose organiser was asked for a change."""
    event = submitted(make_event, title)
    request_changes(event=event, by=None, message="Il manque l’adresse.")
    event.refresh_from_db()
    return event


def plain(text: str) -> str:
    """Return the text with ordinary spaces: what the tests compare is the words."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def page_of(response: Any) -> str:
    """Return what the page says."""
    return plain(response.content.decode())
