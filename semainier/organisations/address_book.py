"""Whose an address is: an organisation's mailbox, somebody who acts for it, or somebody invited to."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core.permissions import Permission
from semainier.mailings.address_book import AddressBook, Addresses, Holder
from semainier.organisations.access import reach_of
from semainier.organisations.models import Invitation, Membership, Organisation

Row = tuple[str, int, str]  # address in lower case, key and name of an organisation


def within(user: User, permission: Permission) -> Addresses | None:
    """Return the addresses of organisations that a permission reaches; None: all. No query but for the roles."""
    reach = reach_of(user, permission)
    return None if reach.everything else _addresses_of(Organisation.objects.within(reach))


def matching(text: str) -> Addresses:
    """Return the addresses of organisations whose names, SIREN or town contain every word. No query of its own."""
    return _addresses_of(Organisation.objects.matching(text))


def holders(emails: Sequence[str]) -> dict[str, list[Holder]]:
    """Return the organisations behind each address, by name. Three queries."""
    rows = set(chain(_mailboxes(emails), _people(emails), _invited(emails)))
    found: dict[str, list[Holder]] = {}
    for email, key, name in sorted(rows, key=lambda row: (row[0], row[2], row[1])):
        url = reverse("organisations:organisation_detail", args=[key])
        found.setdefault(email, []).append(Holder(name, url))
    return found


BOOK = AddressBook(within=within, matching=matching, holders=holders)


def _acting() -> QuerySet[Membership]:
    return Membership.objects.filter(ended_at__isnull=True).order_by()


def _open() -> QuerySet[Invitation]:
    """Return the invitations that nobody has answered, the old ones too: that they came back is worth knowing."""
    return Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True).order_by()


def _addresses_of(organisations: QuerySet[Organisation]) -> Addresses:
    among = organisations.order_by()
    return [
        among.exclude(email="").values(lower_email=Lower("email")),
        _acting().filter(organisation__in=among).values(lower_email=Lower("user__email")),
        _open().filter(organisation__in=among).values(lower_email=Lower("email")),
    ]


def _mailboxes(emails: Sequence[str]) -> Iterable[Row]:
    known = Organisation.objects.annotate(lower_email=Lower("email")).filter(lower_email__in=emails)
    return known.order_by().values_list("lower_email", "pk", "name")


def _people(emails: Sequence[str]) -> Iterable[Row]:
    known = _acting().annotate(lower_email=Lower("user__email")).filter(lower_email__in=emails)
    return known.values_list("lower_email", "organisation", "organisation__name")


def _invited(emails: Sequence[str]) -> Iterable[Row]:
    known = _open().annotate(lower_email=Lower("email")).filter(lower_email__in=emails)
    return known.values_list("lower_email", "organisation", "organisation__name")
