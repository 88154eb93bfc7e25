"""What the outbox asks about addresses of those above it: whose they are, and who may know. They register here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from semainier.core.permissions import Permission

if TYPE_CHECKING:
    from semainier.accounts.models import User

# Querysets of one column, addresses in lower case, used as subqueries.
Addresses = list[QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation that is written to at an address, and the page about it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The addresses that an app knows.

    `within` returns those that a permission of a person reaches, None when it reaches all there are; `matching`
    those of organisations that a text names; `holders` the organisations behind a page of addresses, in a fixed
    number of queries.
    """

    within: Callable[["User", Permission], Addresses | None]
    matching: Callable[[str], Addresses]
    holders: Callable[[Sequence[str]], dict[str, list[Holder]]]


# Set by organisations in AppConfig.ready().
books: list[AddressBook] = []


def reached_by(user: "User", permission: Permission) -> Q:
    """Return the condition on `email` for what a permission reaches. No query of its own, but for the roles."""
    reached = Q(pk__in=[])
    for book in books:
        known = book.within(user, permission)
        if known is None:
            return Q()
        reached |= one_of(known)
    return reached


def named(text: str) -> Q:
    """Return the condition on `email` for addresses of organisations that a text names."""
    found = Q(pk__in=[])
    for book in books:
        found |= one_of(book.matching(text))
    return found


def one_of(known: Addresses) -> Q:
    found = Q(pk__in=[])
    for addresses in known:
        found |= Q(email__in=addresses)
    return found


def holders_of(emails: Sequence[str]) -> dict[str, list[Holder]]:
    """Return the organisations behind each address. A fixed number of queries for each book."""
    found: dict[str, list[Holder]] = {email: [] for email in emails}
    for book in books:
        for email, holders in book.holders(emails).items():
            found[email] += holders
    return found
