"""What the pages of duplicates show: two side by side, the figures that stay as they were printed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, ListedMember, Phase
from semainier.core.clock import PARIS
from semainier.core.merging import Kind
from semainier.core.typography import typo
from semainier.core.words import day_words, listing, number
from semainier.events.models import Event
from semainier.organisations.merging.queries import pairs
from semainier.organisations.merging.subjects import Subject
from semainier.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Line:
    """What both say of one thing."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def counts_by_kind() -> dict[Kind, int]:
    """Return how many pairs are to be looked at. Two queries."""
    return {kind: pairs(kind).count() for kind in Kind}


def comparison(one: Subject, other: Subject) -> list[Line]:
    """Return what both say, where they differ first; what neither says is left out. Two queries."""
    told = _people_told if isinstance(one, User) else _organisations_told
    labels, first, second = told([one, other])
    lines = [Line(*cells) for cells in zip(labels, first, second, strict=True)]
    return sorted((line for line in lines if line.one or line.other), key=lambda line: not line.differs)


def suggested_survivor(one: Subject, other: Subject) -> Subject:
    """Return which of both to propose: one that is in use, has a SIREN or has signed in, was there first. No query."""
    return max(one, other, key=lambda subject: (_in_use(subject), -subject.pk))


def closed_editions(one: Subject, other: Subject) -> list[str]:
    """Return the names of the closed editions in which one of both has a part. One query, none for people."""
    if isinstance(one, User):
        return []
    both = [one.pk, other.pk]
    parts = Q()
    for model in (ListedMember, Commitment, Event):
        parts |= Q(pk__in=model.objects.filter(organisation__in=both).values("edition"))
    return list(Edition.objects.filter(parts, phase=Phase.FROZEN).values_list("name", flat=True))


def _in_use(subject: Subject) -> tuple[bool, ...]:
    if isinstance(subject, User):
        return subject.is_active, subject.last_login is not None, bool(subject.name)
    return not subject.is_archived, bool(subject.siren), bool(subject.email)


def _organisations_told(both: Iterable[Any]) -> tuple[list[str], list[str], list[str]]:
    labels = [
        _("Usual name"), _("Legal name"), "SIREN", _("Identifier"), _("Family"), _("Department"), _("Address"),
        _("Web site"), _("E-mail address"), _("Telephone"), _("Dwellings"), _("Other names"), _("People"), _("Since"),
    ]  # fmt: skip
    first, second = (_organisation_told(one) for one in both)
    return labels, first, second


def _organisation_told(one: Organisation) -> list[str]:
    standing = Membership.objects.filter(organisation=one, ended_at__isnull=True).select_related("user")
    address = " ".join(filter(None, [one.address, one.postcode, one.city]))
    return [
        typo(one.name), typo(one.legal_name), one.siren, one.external_id, str(one.family or ""),
        str(one.department or ""), address, one.website, one.email, one.phone,
        "" if one.dwellings is None else number(one.dwellings),
        listing([typo(alias.name) for alias in one.aliases.all()]),
        listing(sorted({str(membership.user) for membership in standing})), _day(one.created_at),
    ]  # fmt: skip


def _people_told(both: Iterable[Any]) -> tuple[list[str], list[str], list[str]]:
    labels = [
        _("Name"),
        _("E-mail address"),
        _("Telephone"),
        _("Language"),
        _("Acts for"),
        _("Last sign-in"),
        _("Since"),
    ]
    first, second = (_person_told(one) for one in both)
    return labels, first, second


def _person_told(one: User) -> list[str]:
    standing = Membership.objects.filter(user=one, ended_at__isnull=True).select_related("organisation")
    roles = [f"{typo(m.organisation.name)} ({m.role_data.name})" for m in standing]
    seen = _day(one.last_login) if one.last_login else _("never")
    return [
        one.name, one.email, one.phone, one.get_language_display(), listing(roles), seen,
        _day(one.created_at),
    ]  # fmt: skip


def _day(moment: dt.datetime) -> str:
    return day_words(moment.astimezone(PARIS).date(), weekday=False, year=True)
