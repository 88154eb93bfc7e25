"""Where features speak upwards, without imports between apps: entries of menus, answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from semainier.core.permissions import Permission

if TYPE_CHECKING:
    from semainier.accounts.models import User


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the desk's or the members' menu; `order` is that of the menu."""

    room: str  # "desk" or "space"
    label: str | Promise
    url_name: str
    permission: Permission
    order: int


menu: list[MenuEntry] = []
# Set by organisations: does the person hold the permission anywhere? One query a request, cached on the user.
holds_anywhere: list[Callable[["User", Permission], bool]] = []
# Is there something to serve? Set by the command line, asked by `serve`.
is_set_up: list[Callable[[], bool]] = []
# Functions (user) -> dict of a person's data, one per app, for the export of personal data.
personal_exports: dict[str, Callable[["User"], dict[str, Any]]] = {}
# Functions (user) -> number of rows changed, one per app, run when a person is erased.
personal_erasers: dict[str, Callable[["User"], int]] = {}


def may_somewhere(user: "User", permission: Permission) -> bool:
    """Whether a role of the person holds the permission in any organisation. At most one query a request."""
    return any(ask(user, permission) for ask in holds_anywhere)
