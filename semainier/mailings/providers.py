"""The providers whose events are understood: how a mail carries its identifier, what is a hard bounce for each.

django-anymail (extra `anymail`) reads the events of each into one form; it is looked for when one comes in.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Under this name the provider gives our Message-ID back; it gives a mail one of its own when it comes by SMTP.
KEY = "semainier-id"
# Postmark's limit for a value of metadata, in characters.
LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: `header` carries the identifier, `view` of django-anymail reads its events."""

    code: str
    view: str
    header: str
    write: Callable[[str], str]
    is_hard: Callable[[dict[str, Any]], bool]
    further_headers: tuple[tuple[str, str], ...] = ()

    def headers(self, message_id: str) -> dict[str, str]:
        """Return the headers that make the provider give the Message-ID back with every event."""
        value = message_id.strip("<>")
        if len(value) > LONGEST_VALUE:
            return dict(self.further_headers)
        return {self.header: self.write(value), **dict(self.further_headers)}


def _as_json(value: str) -> str:
    return json.dumps({KEY: value}, separators=(",", ":"))


# Sources: the providers' pages on SMTP headers and events, August 2026.
PROVIDERS = {
    provider.code: provider
    for provider in (
        Provider(
            code="brevo",
            view="anymail.webhooks.brevo.BrevoTrackingWebhookView",
            header="X-Mailin-custom",
            write=_as_json,
            is_hard=lambda said: said.get("event") in {"hard_bounce", "invalid_email"},
        ),
        Provider(
            code="mailjet",
            view="anymail.webhooks.mailjet.MailjetTrackingWebhookView",
            header="X-MJ-EventPayload",
            write=_as_json,
            # A full mailbox is called permanent there.
            is_hard=lambda said: bool(said.get("hard_bounce")) and said.get("error") != "quota exceeded",
        ),
        Provider(
            code="postmark",
            view="anymail.webhooks.postmark.PostmarkTrackingWebhookView",
            header=f"X-PM-Metadata-{KEY}",
            write=str,
            is_hard=lambda said: (
                (said.get("Type") or said.get("SuppressionReason")) in {"HardBounce", "BadEmailAddress"}
            ),
            further_headers=(("X-PM-KeepID", "true"),),
        ),
    )
}
IDENTIFYING_HEADERS = tuple(provider.header.lower() for provider in PROVIDERS.values())


def current_provider() -> Provider | None:
    """Return the provider of the installation, None when it has none. Raises ImproperlyConfigured."""
    code = settings.MAIL_PROVIDER
    if not code:
        return None
    if code not in PROVIDERS:
        raise ImproperlyConfigured(
            f"SEMAINIER_MAIL_PROVIDER={code!r} is not known; write {', '.join(PROVIDERS)}, or nothing."
        )
    return PROVIDERS[code]
