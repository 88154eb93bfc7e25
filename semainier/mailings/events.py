"""The events of a provider in one form: whose word it is, and what it says of which mail."""

import base64
import binascii
import datetime as dt
import json
import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from semainier.mailings.feedback import Feedback
from semainier.mailings.providers import KEY, Provider
from semainier.mailings.states import Delivery

logger = logging.getLogger(__name__)
# django-anymail's words for why a mail was refused that mean more than a refusal.
REASONS = {"spam": Delivery.COMPLAINED, "invalid": Delivery.BOUNCED}
HEARD = frozenset({"bounced", "rejected", "complained", "delivered", "unsubscribed"})


class UnreadableEventsError(ValueError):
    """What was posted is not what the provider sends."""


def is_from_provider(request: HttpRequest) -> bool:
    """Whether the request bears the secret, as the password of basic authentication; the name is of no matter."""
    scheme, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic" or not settings.MAIL_EVENTS_SECRET:
        return False
    try:
        _name, _colon, secret = base64.b64decode(encoded.strip(), validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return False
    return constant_time_compare(secret, settings.MAIL_EVENTS_SECRET.encode())


def read_events(content: bytes, provider: Provider) -> list[Feedback]:
    """Return what the events say of mails. Those about opening and clicking, and those nobody understands, are left out.

    Raises UnreadableEventsError for what is no list of events, ImproperlyConfigured without the extra `anymail`.
    """
    try:
        view = import_string(provider.view)(webhook_secret=f"semainier:{settings.MAIL_EVENTS_SECRET}")
    except ImportError as error:
        raise ImproperlyConfigured("SEMAINIER_MAIL_PROVIDER needs the extra anymail.") from error
    return [heard for said in _events(content, provider) for heard in _heard(view, said, provider)]


def _events(content: bytes, provider: Provider) -> list[dict[str, Any]]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableEventsError(f"These are no events of {provider.code}: not JSON.") from error
    events = said if isinstance(said, list) else [said]
    if not all(isinstance(event, dict) for event in events):
        raise UnreadableEventsError(f"These are no events of {provider.code}: not a list of objects.")
    return events


def _heard(view: Any, said: dict[str, Any], provider: Provider) -> list[Feedback]:
    """Return what one event says; nothing when its form is odd, as about a mail that somebody else sent."""
    try:
        return list(_feedback(view.esp_to_anymail_event(said), provider))
    except Exception:  # other people's mails pass through the same provider, with headers of their own
        logger.warning("an event of %s is left out: its form is odd", provider.code, exc_info=True)
        return []


def _feedback(event: Any, provider: Provider) -> Iterator[Feedback]:
    """Yield what an event says; nothing when it says nothing about the delivery."""
    if event.event_type not in HEARD:
        return
    said = event.metadata if isinstance(event.metadata, dict) else {}
    ids = tuple(str(one) for one in (said.get(KEY), event.message_id) if one)
    diagnosis = str(event.mta_response or event.description or event.reject_reason or "")
    yield Feedback(ids, _delivery(event, provider), _aware(event.timestamp), diagnosis)


def _delivery(event: Any, provider: Provider) -> Delivery | None:
    if event.event_type == "unsubscribed" or event.reject_reason == "unsubscribed":
        return None
    if event.event_type == "delivered":
        return Delivery.DELIVERED
    if event.event_type == "complained":
        return Delivery.COMPLAINED
    reason = REASONS.get(event.reject_reason)
    if reason is None and provider.is_hard(event.esp_event):
        return Delivery.BOUNCED
    return reason or Delivery.SOFT


def _aware(moment: dt.datetime | None) -> dt.datetime | None:
    """Return the moment with a time zone; a provider that names none means UTC."""
    return timezone.make_aware(moment, dt.UTC) if moment and timezone.is_naive(moment) else moment
