"""The one question asked about roles, and the door to an organisation."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.errors import Forbidden
from semainier.core.permissions import Permission
from semainier.core.roles import Place
from semainier.organisations.models import AssociationTerritory, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a permission of a person reaches: everything, some departments, some organisations."""

    everything: bool = False
    departments: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everything or bool(self.departments) or bool(self.organisations)

    def covers(self, organisation: Organisation) -> bool:
        """Whether the organisation lies within. No query."""
        in_territory = organisation.kind == Place.MEMBER and organisation.department_id in self.departments
        return self.everything or organisation.pk in self.organisations or in_territory


@dataclass(frozen=True, slots=True)
class _Held:
    """A role held somewhere, with the departments that the organisation covers today."""

    permissions: frozenset[Permission]
    place: Place
    organisation: int
    departments: frozenset[str]


def reach_of(user: User, permission: Permission) -> Reach:
    """Return how far `permission` reaches for `user`. Two queries the first time, then cached on the user object."""
    held = [role for role in _roles_of(user) if permission in role.permissions]
    if any(role.place == Place.FEDERATION for role in held):
        return Reach(everything=True)
    return Reach(
        departments=frozenset().union(*(role.departments for role in held)),
        organisations=frozenset(role.organisation for role in held),
    )


def has_permission(user: User, permission: Permission, *, organisation: Organisation | None = None) -> bool:
    """Whether a role of `user` holds `permission` for `organisation`.

    Without an organisation the question is about the whole federation. An unsaved organisation is a wrong context.
    """
    if organisation is None:
        return reach_of(user, permission).everything
    if organisation.pk is None:
        raise ValueError("The organisation is not saved: no role can be held in it.")
    return reach_of(user, permission).covers(organisation)


def holds_anywhere(user: User, permission: Permission) -> bool:
    """Whether the person holds the permission in any organisation."""
    return bool(reach_of(user, permission))


def get_organisation(user: User, organisation_id: int, permission: Permission) -> Organisation:
    """Return the organisation if the person holds `permission` for it; 404 to who may not know it, 403 else.

    Who acts for an organisation or for its territory may know it. One that was merged leads to who took it over.
    """
    related = ("department", "family", "merged_into__department", "merged_into__family")
    found = Organisation.objects.select_related(*related).filter(pk=organisation_id).first()
    organisation = found.merged_into or found if found else None
    if organisation is None or not (known := _known(user).covers(organisation)):
        raise Http404
    if known and not has_permission(user, permission, organisation=organisation):
        raise Forbidden(
            "organisation.forbidden",
            _("Your role for %(name)s does not allow this.") % {"name": organisation.name},
            _("Ask its referent, its director or the head office."),
        )
    return organisation


def organisations_of(user: User) -> list[Organisation]:
    """Return the organisations for which the person acts herself, by name. One query."""
    active = Membership.objects.filter(user=user, ended_at__isnull=True).values("organisation")
    return list(Organisation.objects.filter(pk__in=active).select_related("department", "family"))


def desk_organisation(user: User) -> Organisation | None:
    """Return the association or the federation for which the person sits at the desk. One query."""
    return next((o for o in organisations_of(user) if o.kind in {Place.REGIONAL, Place.FEDERATION}), None)


def _known(user: User) -> Reach:
    held = _roles_of(user)
    return Reach(
        everything=any(role.place == Place.FEDERATION for role in held),
        departments=frozenset().union(*(role.departments for role in held)),
        organisations=frozenset(role.organisation for role in held),
    )


def _roles_of(user: User) -> list[_Held]:
    cached: list[_Held] | None = getattr(user, "_held_roles", None)
    if cached is None:
        cached = _load_roles(user, clock.today()) if user.is_active else []
        user._held_roles = cached  # type: ignore[attr-defined]  # noqa: SLF001 -- the cache of this module
    return cached


def _load_roles(user: User, today: dt.date) -> list[_Held]:
    memberships = list(
        Membership.objects.filter(
            user=user, ended_at__isnull=True, organisation__archived_at__isnull=True
        ).select_related("organisation")
    )
    regional = [m.organisation_id for m in memberships if m.organisation.kind == Place.REGIONAL]
    territories: dict[int, set[str]] = {}
    if regional:
        rows = AssociationTerritory.objects.on(today).filter(association__in=regional)
        for association, department in rows.values_list("association_id", "department_id"):
            territories.setdefault(association, set()).add(department)
    return [
        _Held(
            permissions=m.role_data.permissions,
            place=Place(m.organisation.kind),
            organisation=m.organisation_id,
            departments=frozenset(territories.get(m.organisation_id, ())),
        )
        for m in memberships
        if m.role_data.place == m.organisation.kind
    ]
