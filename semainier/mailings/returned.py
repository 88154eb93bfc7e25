"""Read a mail that came back: a report of non-delivery (RFC 3464), a complaint (RFC 5965), an automatic reply (RFC 3834).

It comes from anywhere, so nothing in it is trusted: it says something only about a mail whose Message-ID it bears.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.mailings.feedback import Feedback
from semainier.mailings.states import Delivery

LARGEST_BYTES = 10_000_000
MOST_PARTS = 200
MESSAGE_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
# What names the mail that the report is about, beside the part that returns it.
REFERENCES = ("In-Reply-To", "References", "X-Failed-Message-ID", "Original-Message-ID")
ACTIONS = {
    "failed": Delivery.BOUNCED,
    "delivered": Delivery.DELIVERED,
    "relayed": Delivery.DELIVERED,
    "expanded": Delivery.DELIVERED,
}
MILDEST_FIRST = (Delivery.DELIVERED, Delivery.SOFT, Delivery.BOUNCED)
COMPLAINTS = frozenset({"abuse", "fraud", "virus", "other"})


class UnreadableError(DomainError):
    """The file is no mail that came back, or not one of ours; the sentence says why."""


class NothingToDoError(DomainError):
    """The mail was understood and asks for nothing: an automatic reply, a delay, another kind of notice."""


def read_returned(content: bytes) -> Feedback:
    """Return what a mail that came back says of one that we sent. Raises UnreadableError or NothingToDoError."""
    if len(content) > LARGEST_BYTES:
        raise UnreadableError("returned.too_big", _("The file is too big to be a mail that came back."))
    try:
        parts = list(_parts(message_from_bytes(content)))
    except RecursionError as error:
        raise UnreadableError(
            "returned.odd", _("The mail is nested too deeply to be a mail that came back.")
        ) from error
    if not parts[0].keys():
        raise UnreadableError("returned.no_mail", _("This is not a mail: it has no header."))
    found = _report(parts)
    if found is None:
        raise _why_no_report(parts[0])
    delivery, diagnosis = found
    message_ids = tuple(dict.fromkeys(_message_ids(parts)))
    if not message_ids:
        raise UnreadableError("returned.no_id", _("It does not say which mail came back: no Message-ID."))
    return Feedback(message_ids, delivery, diagnosis=diagnosis)


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _report(parts: list[Message]) -> tuple[Delivery, str] | None:
    """Return what the first part that reports says; None when there is none."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/delivery-status" and (said := _delivery_status(part)):
            return said
        if kind == "message/feedback-report":
            return _complaint(part)
    return None


def _delivery_status(part: Message) -> tuple[Delivery, str] | None:
    """Return the mildest fate of the recipients: an alias may have several, and one of them is enough."""
    said = [fate for group in _groups(part) if (fate := _fate(group)) is not None]
    if said:
        return min(said, key=lambda fate: MILDEST_FIRST.index(fate[0]))
    if any(_text(group, "Action").lower() == "delayed" for group in _groups(part)):
        raise NothingToDoError("returned.delayed", _("The mail is delayed; the server goes on trying."))
    return None


def _groups(part: Message) -> list[Message]:
    """Return the fields of each recipient; a part that is encoded, which nobody may do, is read all the same."""
    payload = part.get_payload()
    groups = [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []
    if any(group.keys() for group in groups):
        return [group for group in groups if group.keys()]
    encoded = Message()
    encoded["Content-Transfer-Encoding"] = _text(part, "Content-Transfer-Encoding")
    encoded.set_payload("\n".join(str(group.get_payload()) for group in groups) if groups else payload)
    pieces = re.split(rb"\r?\n[ \t]*\r?\n", _content(encoded))
    return [message_from_bytes(piece.strip() + b"\n\n") for piece in pieces if piece.strip()]


def _content(part: Message) -> bytes:
    """Return the text of a part, decoded; nothing when it has parts of its own."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _fate(group: Message) -> tuple[Delivery, str] | None:
    delivery = ACTIONS.get(_text(group, "Action").lower())
    if delivery is None:
        return None
    status = STATUS.search(_text(group, "Status"))
    if delivery == Delivery.BOUNCED and not _is_hard(status):
        delivery = Delivery.SOFT
    words = _text(group, "Diagnostic-Code").partition(";")[2] or _text(group, "Diagnostic-Code")
    return delivery, " ".join(f"{status[0] if status else ''} {words}".split())


def _is_hard(status: re.Match[str] | None) -> bool:
    """Whether it is the address that is wrong for good: not a full mailbox, a filter, or a server in trouble.

    Source: RFC 3463, classes and subjects.
    """
    if status is None or status[1] != "5":
        return False
    subject, detail = int(status[2]), int(status[3])
    return subject in {0, 1} or (subject, detail) in {(2, 0), (2, 1), (4, 4)}


def _complaint(part: Message) -> tuple[Delivery, str]:
    """Return the complaint of a feedback report. Raises NothingToDoError for “not spam” and its like."""
    fields = next(iter(_groups(part)), Message())
    kind = _text(fields, "Feedback-Type").lower()
    if kind not in COMPLAINTS:
        raise NothingToDoError("returned.no_complaint", _("The report is not a complaint."))
    return Delivery.COMPLAINED, " ".join(f"{kind} {_text(fields, 'User-Agent')}".split())


def _message_ids(parts: list[Message]) -> Iterator[str]:
    """Yield the Message-IDs that may be ours: of the mail returned, then those that the report refers to."""
    for part in parts[1:]:
        kind = part.get_content_type()
        yield from MESSAGE_ID.findall(_text(part, "Message-ID"))
        if kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            yield from MESSAGE_ID.findall(_text(message_from_bytes(_content(part)), "Message-ID"))
    for name in REFERENCES:
        for part in parts:
            yield from MESSAGE_ID.findall(_text(part, name))


def _why_no_report(message: Message) -> DomainError:
    automatic = _text(message, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = _text(message, "Precedence").lower()
    marked = any(
        message.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response")
    )
    if automatic not in {"", "no"} or precedence in {"auto_reply", "bulk", "junk"} or marked:
        return NothingToDoError("returned.automatic", _("An automatic reply, not a mail that came back."))
    sender = parseaddr(_text(message, "From"))[1].partition("@")[0].lower()
    if sender in {"mailer-daemon", "postmaster"}:
        return UnreadableError(
            "returned.no_report",
            _("The server says in its own words why the mail came back; a person must read it."),
        )
    return UnreadableError("returned.other", _("This is not a mail that came back."))


def _text(message: Message, name: str) -> str:
    """Return a header on one line; empty when it is missing. A header may hold bytes of any kind."""
    return " ".join(str(message.get(name, "")).split())
