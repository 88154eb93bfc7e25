"""What an organisation or a person itself gives to the one that survives, beside the rows that point at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.merging import Kind
from semainier.core.roles import Place
from semainier.mailings.leaving import normal_email
from semainier.mailings.models import OptOut
from semainier.organisations.merging.journal import Journal
from semainier.organisations.models import (
    Alias,
    Merge,
    Organisation,
    OrganisationMerge,
    OrganisationPair,
    Pair,
    PersonMerge,
    PersonPair,
)

Subject: TypeAlias = Organisation | User

# Fields that go together: the survivor's stand unless all of a group are empty.
_OF_ORGANISATION = (
    ("siren",),
    ("external_id",),
    ("legal_name",),
    ("family_id",),
    ("department_id",),
    ("commune_id", "address", "postcode", "city"),
    ("website",),
    ("email",),
    ("phone",),
    ("dwellings",),
)
_OF_PERSON = (("name",), ("phone",))
# One organisation alone may have each of these.
_UNIQUE = ("siren", "external_id")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a kind, and the groups of fields that a survivor takes over."""

    subject: type[Subject]
    pair: type[OrganisationPair | PersonPair]
    merge: type[OrganisationMerge | PersonMerge]
    groups: tuple[tuple[str, ...], ...]
    absorb: Callable[[Journal, Any, Any], None]
    refuse: Callable[[Any, Any, User | None], None]


def kind_of(subject: "Model | Pair | Merge") -> Kind:
    """Return what is merged, from a row of any of its tables."""
    return Kind.PERSON if isinstance(subject, User | PersonPair | PersonMerge) else Kind.ORGANISATION


def told_apart(one: Subject, other: Subject) -> tuple[str, str]:
    """Return both names; where they are the same, with what tells them apart. No query."""
    names = str(one), str(other)
    if names[0] != names[1]:
        return names
    return _with_more(one, other), _with_more(other, one)


def _with_more(one: Subject, other: Subject) -> str:
    told = ("email",) if isinstance(one, User) else ("siren", "city", "postcode", "email")
    more = next((getattr(one, name) for name in told if getattr(one, name) != getattr(other, name)), "")
    return f"{one} ({more or one.pk})"


def taken_over(survivor: Subject, loser: Subject) -> Iterator[tuple[str, Any]]:
    """Yield the fields, by their column, that the survivor has empty and the other one has not. No query."""
    for group in TABLES[kind_of(survivor)].groups:
        if all(getattr(survivor, name) in {None, ""} for name in group):
            values = [(name, getattr(loser, name)) for name in group]
            yield from ((name, value) for name, value in values if value not in {None, ""})


def check_mergeable(survivor: Model, loser: Model, by: User | None) -> None:
    """Raise in words what forbids that one takes over the other. No query but the names of who took over."""
    if type(survivor) is not type(loser):
        raise DomainError(
            "merging.different_kinds",
            _("An organisation and a person cannot become one."),
            _("Choose two organisations, or two people."),
        )
    if survivor.pk == loser.pk:
        raise DomainError(
            "merging.same",
            _("Both are the same one already."),
            _("Choose another one to merge with."),
        )
    for one in (survivor, loser):
        other = cast("Subject", one).merged_into
        if other is not None:
            raise Conflict(
                "merging.already_merged",
                _("%(one)s is already merged with %(other)s.") % {"one": one, "other": other},
                _("Merge with %(other)s instead.") % {"other": other},
            )
    TABLES[kind_of(survivor)].refuse(survivor, loser, by)


def _refuse_organisations(survivor: Organisation, loser: Organisation, by: User | None) -> None:
    if Place.FEDERATION in {survivor.kind, loser.kind}:
        raise DomainError(
            "merging.federation",
            _("The federation cannot be merged: this installation is its own."),
            _("Choose two members, or two regional associations."),
        )
    if survivor.kind != loser.kind:
        raise DomainError(
            "merging.other_kind",
            _("A member and a regional association cannot become one."),
            _("Choose two members, or two regional associations."),
        )
    if survivor.is_archived:
        raise Conflict(
            "merging.archived",
            _("%(name)s is archived: it cannot take over another.") % {"name": survivor},
            _("Keep the other one, or take it out of the archive first."),
        )


def _refuse_people(survivor: User, loser: User, by: User | None) -> None:
    if survivor.erased_at or loser.erased_at:
        raise Conflict("merging.erased", _("Who was erased cannot be merged."), _("Choose somebody else."))
    if not survivor.is_active:
        raise Conflict(
            "merging.inactive",
            _("%(name)s can no longer sign in.") % {"name": survivor},
            _("Keep the other account."),
        )
    if by == loser:
        raise Conflict(
            "merging.yourself",
            _("You are signed in with this account: it cannot be the one that goes."),
            _("Keep it, or ask somebody else of the head office."),
        )


def _absorb_organisation(journal: Journal, survivor: Organisation, loser: Organisation) -> None:
    """Give names and empty fields to the survivor, put the other into the archive."""
    given = dict(taken_over(survivor, loser))
    journal.change(loser, **dict.fromkeys((name for name in _UNIQUE if name in given), ""))
    journal.change(survivor, **given)
    own = {survivor.name, survivor.legal_name, *survivor.aliases.values_list("name", flat=True), ""}
    for name in dict.fromkeys((loser.name, loser.legal_name)):
        if name not in own:
            journal.made(Alias.objects.create(organisation=survivor, name=name, until=clock.today()))
    journal.change(loser, archived_at=loser.archived_at or clock.now(), merged_into_id=survivor.pk)


def _absorb_person(journal: Journal, survivor: User, loser: User) -> None:
    """Let the other address open the survivor's account, and close the other account."""
    journal.change(survivor, **dict(taken_over(survivor, loser)))
    address = loser.email.lower()
    known = EmailAddress.objects.filter(email=address).order_by("-verified", "pk")
    own = next((row for row in known if row.user_id == survivor.pk), None)
    if own is None:
        # As good as proved: who reads that mailbox could sign in to the other account until now.
        made = EmailAddress(user=survivor, email=address, primary=False)
        made.verified = made.can_set_verified()
        made.save()
        journal.made(made)
    elif not own.verified and own.can_set_verified():
        journal.change(own, verified=True)
    _keep_away(journal, survivor, loser)
    journal.change(loser, is_active=False, merged_into_id=survivor.pk)


def _keep_away(journal: Journal, survivor: User, loser: User) -> None:
    """Let the survivor's address leave the topics that the other one left: she is not written to about them again."""
    email = normal_email(survivor.email)
    left = OptOut.objects.filter(email=normal_email(loser.email)).order_by("topic")
    for topic in left.values_list("topic", flat=True):
        row, is_new = OptOut.objects.get_or_create(email=email, topic=topic)
        if is_new:
            journal.made(row)


TABLES: dict[Kind, Tables] = {
    Kind.ORGANISATION: Tables(
        Organisation,
        OrganisationPair,
        OrganisationMerge,
        _OF_ORGANISATION,
        _absorb_organisation,
        _refuse_organisations,
    ),
    Kind.PERSON: Tables(User, PersonPair, PersonMerge, _OF_PERSON, _absorb_person, _refuse_people),
}
