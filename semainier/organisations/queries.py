"""Reads on the network."""

import datetime as dt

from django.db.models import QuerySet

from semainier.core import clock
from semainier.core.roles import Place
from semainier.core.search import normalise
from semainier.organisations.models import AssociationTerritory, Invitation, Membership, Organisation
from semainier.organisations.tokens import token_hash


def federation() -> Organisation | None:
    """Return the federation of this installation, or None in an empty place. One query."""
    return Organisation.objects.filter(kind=Place.FEDERATION).order_by("pk").first()


def association_of(organisation: Organisation, on: dt.date | None = None) -> Organisation | None:
    """Return the regional association that decides for the organisation on a day; None: the head decides. One query.

    Source: the lead organisation's regional association decides on an event; where there is none, the head.
    """
    row = (
        AssociationTerritory.objects.on(on or clock.today())
        .filter(department=organisation.department_id, association__archived_at__isnull=True)
        .select_related("association")
        .order_by("pk")
        .first()
    )
    return row.association if row else None


def active_people(organisation: Organisation) -> QuerySet[Membership]:
    """Return the memberships in force of an organisation, with their people. One query."""
    return Membership.objects.filter(organisation=organisation, ended_at__isnull=True).select_related("user")


def contacts_of(organisation: Organisation) -> list[tuple[str, str, str]]:
    """Return (address, name, language) of who is written to: the people, else the mailbox, else nobody. One query."""
    people = [
        (m.user.email, m.user.name, m.user.language) for m in active_people(organisation) if m.user.is_active
    ]
    if people or not organisation.email:
        return sorted(set(people))
    return [(organisation.email, organisation.name, "fr")]


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation of a link's secret. One query."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(
        token_hash=token_hash(token)
    )
    return found.first()


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations that still wait for an answer. One query."""
    return Invitation.objects.filter(
        organisation=organisation,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
    )


def member_named(text: str) -> Organisation | None:
    """Return the one member that bears this SIREN, or this very name but for accents; None for nobody or several.

    Usual name, legal name and other names count. Two queries at most; the first 200 that contain the words are judged.
    """
    members = Organisation.objects.members().active().select_related("department")
    siren = "".join(text.split())
    if siren.isdecimal():
        return members.filter(siren=siren).first()
    wanted = normalise(text)
    bearing = [
        member
        for member in members.matching(text).prefetch_related("aliases")[:200]
        if wanted in {normalise(name) for name in _names_of(member)}
    ]
    return bearing[0] if len(bearing) == 1 else None


def _names_of(organisation: Organisation) -> list[str]:
    return [organisation.name, organisation.legal_name, *(alias.name for alias in organisation.aliases.all())]
