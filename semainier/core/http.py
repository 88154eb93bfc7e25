"""The request as our views see it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from semainier.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of a signed-in person: what a view marked `signed_in` or `requires` receives."""

    user: "User"
