"""Writes on people: create, rename, erase."""

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.accounts.queries import other_addresses, provider_links
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.registry import address_erasers, personal_erasers


@transaction.atomic
def get_or_create_user(*, email: str, name: str = "", language: str = "fr", by: User | None) -> User:
    """Return the person with this address, made when there is none. Two queries at most, plus the journal."""
    address = email.strip()
    user = User.objects.select_related("merged_into").filter(email__iexact=address).first()
    if user is not None:
        return user.merged_into or user
    user = User(email=address.lower(), name=name.strip(), language=language)
    user.set_unusable_password()
    user.save()
    record(by=by, verb="person.created", target=user)
    return user


@transaction.atomic
def update_profile(*, user: User, name: str, phone: str, language: str, by: User) -> User:
    """Save what a person says of herself."""
    user.name, user.phone, user.language = name.strip(), phone.strip(), language
    user.save(update_fields=["name", "phone", "language"])
    record(by=by, verb="person.updated", target=user)
    return user


@transaction.atomic
def erase_user(*, user: User, by: User | None) -> dict[str, int]:
    """Forget a person: name, address, telephone, passkeys and sessions go, what she did stays without a name.

    Returns the number of rows changed per app. Statistics survive: no event, commitment, outcome is removed.
    """
    changed = Counter({app: erase(user) for app, erase in sorted(personal_erasers.items())})
    for address in [user.email, *other_addresses(user)]:
        changed.update(_forget(address))
    changed["accounts"] = _end_sign_in(user)
    user.email = f"efface-{user.pk}@invalid.example"
    user.name, user.phone, user.is_active, user.erased_at = _("Person erased"), "", False, clock.now()
    user.set_unusable_password()
    user.save()
    record(by=by, verb="person.erased", target=user, data=dict(changed))
    return dict(changed)


@transaction.atomic
def erase_address(*, email: str, by: User | None) -> dict[str, int]:
    """Forget an address behind which nobody has an account: invitations to it no longer work, mails are emptied.

    Returns the number of rows changed per app.
    """
    changed = _forget(email.strip())
    record(by=by, verb="address.erased", data=changed)
    return changed


def _forget(email: str) -> dict[str, int]:
    return {app: erase(email) for app, erase in sorted(address_erasers.items())}


def _end_sign_in(user: User) -> int:
    """Remove passkeys, sessions with their addresses of origin, links to a provider, allauth's copy of the address."""
    sessions = UserSession.objects.filter(user=user)
    number = len(sessions)
    for session in sessions:
        session.end()
    for kept in (Authenticator.objects, EmailAddress.objects, provider_links()):
        number += kept.filter(user=user).delete()[0] if kept is not None else 0
    return number
