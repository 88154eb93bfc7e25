"""Put a mail into the outbox, in the caller's transaction: it leaves only if what it tells of is kept."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.template import Context, Template, loader
from django.utils import translation

from semainier.core import clock
from semainier.mailings.html import html_twin
from semainier.mailings.leaving import leaving
from semainier.mailings.message import OWN_HEADERS, message_host
from semainier.mailings.models import Mail
from semainier.mailings.services.holding import reason_to_hold_back
from semainier.mailings.states import Priority, State
from semainier.mailings.topics import get_topic

if TYPE_CHECKING:
    from semainier.accounts.models import User

SUBJECT_MARK = "Subject:"
_nobody_writes: ContextVar[bool] = ContextVar("semainier_nobody_writes", default=False)


@contextmanager
def without_mails() -> Iterator[None]:
    """Queue nothing inside the block: for a past that is made afterwards, whose mails have left long ago."""
    token = _nobody_writes.set(True)
    try:
        yield
    finally:
        _nobody_writes.reset(token)


def queue_mail(
    *,
    kind: str,
    to_email: str,
    to_name: str = "",
    user: "User | None" = None,
    subject: str,
    text: str,
    html: str = "",
    language: str = "fr",
    priority: Priority = Priority.NORMAL,
    sensitive: bool = False,
    dedup_key: str | None = None,
    organisation_id: int | None = None,
    headers: dict[str, str] | None = None,
    expires_at: dt.datetime | None = None,
    topic: str = "",
    not_before: dt.datetime | None = None,
    batch: str | None = None,
) -> Mail:
    """Put one mail to one person into the outbox; the same `dedup_key` again returns the first mail.

    `sensitive`: the text holds a code or a personal link and is removed after sending; the subject stays, so
    keep it free of secrets. It leaves at `not_before` and no more after `expires_at`. Without `html` one is made
    from `text`. A `topic` that one may leave adds the link to do so, in headers and foot. `batch` names a set.
    A mail that must not be written is kept as held back, with the reason.
    One INSERT and one SELECT, none for a code; with a key one SELECT more.
    """
    if _nobody_writes.get():
        return Mail(kind=kind)
    now = clock.now()
    reason = reason_to_hold_back(email=to_email, user=user, topic=topic, priority=priority)
    content = _content(subject=subject, text=text, html=html, language=language, topic=topic, email=to_email)
    values = {
        "message_id": f"<{uuid.uuid4()}@{message_host()}>",
        "kind": kind,
        "topic": topic,
        "batch": batch,
        "priority": priority,
        "user": user,
        "recipient_email": to_email.strip(),
        "recipient_name": _one_line(to_name)[:200],
        "organisation_id": organisation_id,
        "language": language,
        "is_sensitive": sensitive,
        "state": State.SUPPRESSED if reason else State.QUEUED,
        "last_error": reason,
        "created_at": now,
        "not_before": not_before,
        "next_attempt_at": max(now, not_before or now),
        "expires_at": expires_at,
        **content,
        "headers": _checked(headers or {}) | content["headers"],
    }
    if dedup_key is None:
        return Mail.objects.create(**values)
    return Mail.objects.get_or_create(dedup_key=dedup_key, defaults=values)[0]


def queue_template_mail(
    *,
    kind: str,
    template: str,
    context: dict[str, Any],
    user: "User | None" = None,
    to_email: str = "",
    to_name: str = "",
    language: str = "",
    priority: Priority = Priority.NORMAL,
    sensitive: bool = False,
    dedup_key: str | None = None,
    organisation_id: int | None = None,
    headers: dict[str, str] | None = None,
    expires_at: dt.datetime | None = None,
    topic: str = "",
    not_before: dt.datetime | None = None,
    batch: str | None = None,
) -> Mail:
    """Render `<template>.txt` in the recipient's language and put it into the outbox.

    The first line of the template is `Subject: …`; nothing is escaped, it is plain text. Address, name and
    language are those of `user` unless given. The template also knows `SITE_URL`. Cost as `queue_mail`.
    """
    if _nobody_writes.get():
        return Mail(kind=kind)
    spoken = language or (user.language if user else settings.LANGUAGE_CODE)
    subject, text = render_mail(template=template, context=context, language=spoken)
    return queue_mail(
        kind=kind,
        to_email=to_email or (user.email if user else ""),
        to_name=to_name or (user.name if user else ""),
        user=user,
        subject=subject,
        text=text,
        language=spoken,
        priority=priority,
        sensitive=sensitive,
        dedup_key=dedup_key,
        organisation_id=organisation_id,
        headers=headers,
        expires_at=expires_at,
        topic=topic,
        not_before=not_before,
        batch=batch,
    )


def render_mail(*, template: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """Return subject and text of `<template>.txt` in a language. Raises ValueError without a subject."""
    source = cast("Template", loader.get_template(f"{template}.txt").template)  # type: ignore[attr-defined]
    with translation.override(language):
        rendered = source.render(Context({"SITE_URL": settings.SEMAINIER_URL, **context}, autoescape=False))
    first, _newline, rest = rendered.lstrip().partition("\n")
    if not first.startswith(SUBJECT_MARK):
        raise ValueError(f"{template}.txt: the first line must begin with “{SUBJECT_MARK}”.")
    return first.removeprefix(SUBJECT_MARK).strip(), re.sub(r"\n{3,}", "\n\n", rest).strip()


def _content(*, subject: str, text: str, html: str, language: str, topic: str, email: str) -> dict[str, Any]:
    """Return what the mail says, with the way out of its topic when it may be left."""
    subject, text = _one_line(subject)[:254], text.strip() + "\n"
    known = get_topic(topic) if topic else None
    way_out = None
    if known is not None and known.may_leave:
        way_out = leaving(email=email, topic=known, language=language)
        if html:
            raise ValueError(
                "A mail whose topic may be left carries the way out at its foot: leave `html` out."
            )
    twin = html or html_twin(subject=subject, text=text, language=language, way_out=way_out)
    return {
        "subject": subject,
        "body_text": f"{text}\n{way_out.foot(language)}" if way_out else text,
        "body_html": twin,
        "headers": way_out.headers(message_host()) if way_out else {},
    }


def _one_line(text: str) -> str:
    """A header is one line: an address or a title with a line break must not add headers of its own."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()


def _checked(headers: dict[str, str]) -> dict[str, str]:
    for name in headers:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name) or name.lower() in OWN_HEADERS:
            raise ValueError(f"{name!r} is not a header that a caller may set.")
    return {name: _one_line(value) for name, value in headers.items()}
