"""The request as our views see it, and the keys that it names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from semainier.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of a signed-in person: what a view marked `signed_in` or `requires` receives."""

    user: "User"


# More digits fit the key of no table; SQLite raises on them.
_MOST_DIGITS = 18


def key_in(value: str) -> int | None:
    """Return the key that was sent, None for what can be none."""
    return next(iter(keys_in([value])), None)


def keys_in(values: Iterable[str]) -> list[int]:
    """Return the keys that were sent, of ticked rows for instance; what can be no key is left out."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= _MOST_DIGITS]
