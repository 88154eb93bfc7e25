"""Families, and associations with their territory."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.errors import Conflict
from semainier.core.roles import Place
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import (
    create_organisation,
    set_territory,
    update_organisation,
)
from semainier.staff.queries.registry import departments_of_association


@transaction.atomic
def save_family(*, by: User, code: str, name: str, name_en: str = "", order: int = 0) -> Family:
    """Create the family with this code, or change it. The caller has checked REGISTRY_MANAGE."""
    values = {"name": name, "name_en": name_en, "order": order}
    family, created = Family.objects.update_or_create(pk=code, defaults=values)
    record(by=by, verb="family.created" if created else "family.updated", target=family, data=values)
    return family


@transaction.atomic
def delete_family(*, family: Family, by: User) -> None:
    """Remove a family that nothing bears; raise 409 when members or member lists of editions bear it."""
    record(by=by, verb="family.deleted", target=family)
    try:
        family.delete()
    except ProtectedError as error:
        raise Conflict(
            "family.in_use",
            _("“%(family)s” is the family of members, or of the member list of an edition.")
            % {"family": family},
            _("Give those members another family first; past editions keep theirs."),
        ) from error


@transaction.atomic
def create_association(
    *, by: User, territory: Iterable[str], since: dt.date | None, **fields: Any
) -> Organisation:
    """Create a regional association with its departments. The caller has checked REGISTRY_MANAGE."""
    association = create_organisation(by=by, kind=Place.REGIONAL, **fields)
    set_territory(association=association, departments=territory, since=since, by=by)
    return association


@transaction.atomic
def update_association(
    *, association: Organisation, by: User, territory: Iterable[str], since: dt.date | None, **fields: Any
) -> bool:
    """Change an association and its territory; return whether anything changed."""
    changed = update_organisation(organisation=association, by=by, **fields)
    wanted = sorted(territory)
    if wanted == sorted(departments_of_association(association)):
        return bool(changed)
    set_territory(association=association, departments=wanted, since=since, by=by)
    return True
