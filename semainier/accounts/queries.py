"""Reads about people that commands need."""

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core.errors import DomainError


def find_person(email: str) -> User | None:
    """Return the person whose address this is, or was, in any case; None for somebody unknown. Two queries at most.

    A person with two accounts merged into one is the one that is left.
    """
    address = email.strip()
    people = User.objects.select_related("merged_into")
    person = (
        people.filter(email__iexact=address).first()
        or people.filter(emailaddress__email__iexact=address, erased_at__isnull=True).order_by("pk").first()
    )
    return person and (person.merged_into or person)


def person_with_address(email: str) -> User:
    """Return the person whose address this is; raises DomainError when there is none. Two queries at most."""
    person = find_person(email)
    if person is None:
        raise nobody(email)
    return person


def nobody(email: str) -> DomainError:
    return DomainError("person.unknown", _("Nobody has the address %(email)s.") % {"email": email.strip()})


def other_addresses(user: User) -> list[str]:
    """Return the addresses of a person besides the one that names her. One query."""
    known = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    return sorted(set(known.values_list("email", flat=True)))


def provider_links() -> models.Manager[Any] | None:
    """Return the links between people and the OpenID Connect provider, None where none is set."""
    if not apps.is_installed("allauth.socialaccount"):
        return None
    links: Any = apps.get_app_config("socialaccount").get_model("SocialAccount")
    manager: models.Manager[Any] = links.objects
    return manager
