"""Sendings and their recipients: lists, counts, what would be read before and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.search import normalise
from semainier.core.sheets import Row
from semainier.organisations.access import Reach
from semainier.rally.models import Recipient, RecipientQuerySet, RecipientState, Sending
from semainier.rally.models.sendings import SHAPES

EXPORT_HEADER = ["organisme", "siren", "destinataire", "courriel", "langue", "etat", "motif", "heure"]


@dataclass(frozen=True, slots=True)
class SendingRow:
    """A sending with how many of its mails have left."""

    sending: Sending
    counts: dict[str, int]

    @property
    def mails(self) -> int:
        """Mails that have left, will leave or were to."""
        return sum(number for state, number in self.counts.items() if state != RecipientState.SKIPPED)

    @property
    def sent(self) -> int:
        return self.counts.get(RecipientState.SENT, 0)

    @property
    def open(self) -> int:
        return sum(self.counts.get(state, 0) for state in (RecipientState.WAITING, RecipientState.QUEUED))


def sendings_of(edition: Edition, reach: Reach, text: str = "", matter: str = "") -> QuerySet[Sending]:
    """Return the sendings of an edition that a reach shows, newest first. One query."""
    found = Sending.objects.shown_to(reach).filter(edition=edition)
    for word in text.split():
        found = found.filter(Q(message_name__icontains=word) | Q(audience__icontains=word))
    if matter:
        found = found.filter(matter=matter)
    return found.select_related("association", "confirmed_by").order_by("-confirmed_at", "-pk")


def rows_of(sendings: Sequence[Sending], reach: Reach) -> list[SendingRow]:
    """Return sendings with their counts of addresses within reach, by state. One query, whatever their number."""
    recipients = Recipient.objects.filter(sending__in=sendings).within(reach).with_now()
    counted = recipients.order_by().values_list("sending", "now").annotate(n=Count("email", distinct=True))
    found: dict[int, dict[str, int]] = {}
    for sending, state, number in counted:
        found.setdefault(sending, {})[state] = number
    return [SendingRow(sending, found.get(sending.pk, {})) for sending in sendings]


def recipients_of(sending: Sending, reach: Reach, text: str = "", state: str = "") -> RecipientQuerySet:
    """Return the recipients within reach with their state of now, by organisation. One query."""
    found: Any = Recipient.objects.filter(sending=sending).within(reach).with_now()
    for word in text.split():
        named = Q(organisation__search_text__contains=normalise(word))
        found = found.filter(named | Q(name__icontains=word) | Q(email__icontains=word))
    if state:
        found = found.filter(now=state)
    rows: RecipientQuerySet = found.select_related("organisation")
    return rows.order_by("organisation__name", "email", "pk")


def state_counts(sending: Sending, reach: Reach) -> dict[RecipientState, int]:
    """Return how many recipients are in each state of now, those with none left out. One query."""
    recipients: Any = Recipient.objects.filter(sending=sending).within(reach).with_now()
    found = dict(recipients.order_by().values_list("now").annotate(n=Count("pk")))
    return {state: found[state.value] for state in RecipientState if found.get(state.value)}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients are in a state, with how a page shows it."""

    state: RecipientState
    number: int

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def word(self) -> str:
        return str(self.state.label)


def tallies(counts: dict[RecipientState, int]) -> list[Tally]:
    """Return the counts of a sending for its page. No query."""
    return [Tally(state, number) for state, number in counts.items()]


def recipient_lines(recipients: RecipientQuerySet) -> Iterator[Row]:
    """Yield the lines of the export."""
    for row in recipients.iterator(chunk_size=500):
        yield (
            row.organisation.name,
            row.organisation.siren,
            row.name,
            row.email,
            row.language,
            str(RecipientState(row.now).label),  # type: ignore[attr-defined]
            row.get_reason_display(),
            row.leaves_at.astimezone(clock.PARIS).strftime("%Y-%m-%d %H:%M") if row.email else "",
        )
