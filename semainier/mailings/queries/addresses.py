"""Reads on addresses in trouble, and on who cannot be written to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import pgettext_lazy

from semainier.core.batches import batched
from semainier.mailings.address_book import Holder, holders_of, named
from semainier.mailings.leaving import normal_email
from semainier.mailings.models import Address, OptOut

# How many addresses one statement names: databases limit their parameters.
AT_ONCE = 2_000


class Standing(models.TextChoices):
    """Whether mails leave to an address in trouble."""

    SUSPENDED = "suspended", pgettext_lazy("standing of addresses", "suspended")
    WATCHED = "watched", pgettext_lazy("standing of addresses", "in service")


CONDITIONS = {
    Standing.SUSPENDED: Q(suspended_at__isnull=False),
    Standing.WATCHED: Q(suspended_at__isnull=True),
}


@dataclass(frozen=True, slots=True)
class AddressFilters:
    """What a reader of the addresses may ask for; empty means all."""

    text: str = ""
    standing: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address in trouble, and the organisations that are written to at it."""

    address: Address
    holders: list[Holder]


def addresses(reach: Q, filters: AddressFilters) -> QuerySet[Address]:
    """Return the addresses in trouble within reach that match: the suspended first, then the newest trouble. One query.

    The text is looked for in the address and in the names of its organisations.
    """
    found = Address.objects.filter(reach)
    if filters.text.strip():
        found = found.filter(Q(email__icontains=filters.text.strip()) | named(filters.text))
    if filters.standing:
        found = found.filter(CONDITIONS[Standing(filters.standing)])
    if filters.trouble:
        found = found.filter(trouble=filters.trouble)
    return found.order_by(models.F("suspended_at").desc(nulls_last=True), "-trouble_at", "-pk")


def address_counts(reach: Q) -> dict[Standing, int]:
    """Return how many addresses in trouble within reach stand where. One query."""
    counted = {standing.value: Count("pk", filter=CONDITIONS[standing]) for standing in Standing}
    found = Address.objects.filter(reach).aggregate(**counted)
    return {standing: found[standing.value] for standing in Standing}


def with_holders(page: Iterable[Address]) -> list[AddressRow]:
    """Return the addresses of a page with their organisations. One query, and those of the address books."""
    rows = list(page)
    holders = holders_of([address.email for address in rows]) if rows else {}
    return [AddressRow(address, holders[address.email]) for address in rows]


def suspended_among(emails: Iterable[str]) -> set[str]:
    """Return which of these addresses are suspended, in lower case. One query for 2,000."""
    return _among(Address.objects.filter(suspended_at__isnull=False), emails)


def left_among(emails: Iterable[str], *, topic: str) -> set[str]:
    """Return which of these addresses have left a topic, in lower case. One query for 2,000."""
    return _among(OptOut.objects.filter(topic=topic), emails)


def _among(rows: QuerySet[Any], emails: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in batched(sorted({normal_email(email) for email in emails}), AT_ONCE):
        found.update(rows.filter(email__in=some).values_list("email", flat=True))
    return found
