"""Where features speak upwards, without imports between apps: entries of menus, answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from semainier.core.permissions import Permission

if TYPE_CHECKING:
    from semainier.accounts.models import User


# What is kept and looked up now and then stands behind the daily work.
TUCKED = 50


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the desk's or the members' menu; `order` is that of the menu, from TUCKED on behind “More”."""

    room: str  # "desk" or "space"
    label: str | Promise
    url_name: str
    permission: Permission
    order: int


menu: list[MenuEntry] = []
# Set by organisations: does the person hold the permission anywhere? One query a request, cached on the user.
holds_anywhere: list[Callable[["User", Permission], bool]] = []
# Functions (address) -> whether somebody was taken in: set by organisations, asked when a provider vouches for an address.
take_in: list[Callable[[str], bool]] = []
# Is there something to serve? Set by the command line, asked by `serve`.
is_set_up: list[Callable[[], bool]] = []
# Functions (user) -> dict of a person's data, one per app, for the export of personal data.
personal_exports: dict[str, Callable[["User"], dict[str, Any]]] = {}
# Functions (user) -> number of rows changed, one per app, run when a person is erased.
personal_erasers: dict[str, Callable[["User"], int]] = {}
# The same for an address behind which nobody has an account: somebody only invited, an older address of a person.
# An export holds what is kept and nothing else: empty where the app knows nothing.
address_exports: dict[str, Callable[[str], dict[str, Any]]] = {}
address_erasers: dict[str, Callable[[str], int]] = {}


def may_somewhere(user: "User", permission: Permission) -> bool:
    """Whether a role of the person holds the permission in any organisation. At most one query a request."""
    return any(ask(user, permission) for ask in holds_anywhere)
