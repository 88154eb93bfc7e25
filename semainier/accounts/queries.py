"""Reads about people that commands need."""

from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core.errors import DomainError


def person_with_address(email: str) -> User:
    """Return the person with this address in any case; raises DomainError when there is none. One query."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        message = _("Nobody has the address %(email)s.") % {"email": email.strip()}
        raise DomainError("person.unknown", message)
    return person
