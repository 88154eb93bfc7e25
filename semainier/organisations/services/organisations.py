"""Create, change, archive organisations; their names, territories and successions."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.roles import Place
from semainier.core.search import normalise
from semainier.organisations.models import Alias, AssociationTerritory, Membership, Organisation, Succession
from semainier.organisations.siren import has_valid_key

# What a form or an import may set; kind and archived_at have their own services.
EDITABLE = frozenset(
    {
        "family", "siren", "external_id", "name", "legal_name", "department", "commune", "address", "postcode", "city",
        "website", "email", "phone", "dwellings",
    }
)  # fmt: skip


def search_text_of(organisation: Organisation, aliases: Iterable[str] = ()) -> str:
    """Return what search reads: every name, the SIREN, the town."""
    parts = [organisation.name, organisation.legal_name, organisation.siren, organisation.city, *aliases]
    return normalise(" ".join(parts))


def other_names(organisation: Organisation) -> list[str]:
    """Return what else it is known by: its aliases, and the SIREN of those merged with it. Two queries."""
    merged = organisation.merged.exclude(siren="").values_list("siren", flat=True)
    return [*organisation.aliases.values_list("name", flat=True), *merged]


@transaction.atomic
def refresh_search(*, organisation: Organisation) -> None:
    """Let search find the organisation under all that it is known by now. Three queries."""
    organisation.search_text = search_text_of(organisation, other_names(organisation))
    organisation.save(update_fields=["search_text"])


def check_siren(siren: str) -> None:
    """Raise when the number is given and wrong; a number of eight digits has lost its leading zero."""
    if not siren or has_valid_key(siren):
        return
    if siren.isdecimal() and has_valid_key(siren.zfill(9)):
        raise DomainError(
            "organisation.siren_lost_zero",
            _("The SIREN %(siren)s has lost its leading zero.") % {"siren": siren},
            _("Write %(siren)s, and format the column as text.") % {"siren": siren.zfill(9)},
        )
    raise DomainError(
        "organisation.siren_wrong",
        _("The SIREN %(siren)s is not valid: it needs nine digits and its key does not match.")
        % {"siren": siren},
        _("Copy it again from the register of companies."),
    )


@transaction.atomic
def create_organisation(*, by: User | None, kind: Place = Place.MEMBER, **fields: Any) -> Organisation:
    """Create an organisation; raise on an unknown field, a wrong SIREN or one that is taken."""
    _check_fields(fields)
    check_siren(fields.get("siren", ""))
    _check_siren_free(fields.get("siren", ""), None)
    organisation = Organisation(kind=kind, **fields)
    organisation.search_text = search_text_of(organisation)
    organisation.save()
    record(by=by, verb="organisation.created", target=organisation, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def update_organisation(
    *, organisation: Organisation, by: User | None, **fields: Any
) -> dict[str, tuple[str, str]]:
    """Change the given fields; return old and new value of what really changed. Nothing changed, nothing written."""
    _check_fields(fields)
    if "siren" in fields and fields["siren"] != organisation.siren:
        check_siren(fields["siren"])
        _check_siren_free(fields["siren"], organisation.pk)
    changed = {
        name: (_readable(getattr(organisation, name)), _readable(value))
        for name, value in fields.items()
        if getattr(organisation, name) != value
    }
    if not changed:
        return {}
    if "name" in changed and organisation.name:
        Alias.objects.get_or_create(
            organisation=organisation, name=organisation.name, defaults={"until": clock.today()}
        )
    for name in changed:
        setattr(organisation, name, fields[name])
    organisation.search_text = search_text_of(organisation, other_names(organisation))
    organisation.save()
    record(
        by=by, verb="organisation.updated", target=organisation, data=changed, organisation_id=organisation.pk
    )
    return changed


@transaction.atomic
def add_alias(*, organisation: Organisation, name: str, by: User | None) -> Alias:
    """Let search find the organisation under another name."""
    alias, created = Alias.objects.get_or_create(organisation=organisation, name=name.strip())
    if created:
        refresh_search(organisation=organisation)
        record(by=by, verb="organisation.alias_added", target=organisation, data={"alias": name})
    return alias


@transaction.atomic
def archive_organisation(*, organisation: Organisation, by: User | None) -> Organisation:
    """Make the organisation read-only and end its memberships; its history stays. Idempotent."""
    if organisation.archived_at is None:
        organisation.archived_at = clock.now()
        organisation.save(update_fields=["archived_at"])
        ended = Membership.objects.filter(organisation=organisation, ended_at__isnull=True).update(
            ended_at=clock.now()
        )
        record(by=by, verb="organisation.archived", target=organisation, data={"memberships_ended": ended})
    return organisation


@transaction.atomic
def restore_organisation(*, organisation: Organisation, by: User | None) -> Organisation:
    """Take the organisation out of the archive; people must be invited again. Idempotent.

    Raises Conflict for one that was merged: it stands for another.
    """
    if organisation.merged_into is not None:
        raise Conflict(
            "organisation.merged",
            _("%(name)s was merged with %(other)s.")
            % {"name": organisation.name, "other": organisation.merged_into.name},
            _("Undo the merge on the page of the duplicates, as long as it can be undone."),
        )
    if organisation.archived_at is not None:
        organisation.archived_at = None
        organisation.save(update_fields=["archived_at"])
        record(by=by, verb="organisation.restored", target=organisation)
    return organisation


@transaction.atomic
def record_succession(
    *, predecessor: Organisation, successor: Organisation, on: dt.date, by: User | None
) -> Succession:
    """Note that `successor` took over from `predecessor`; a circle is refused."""
    if (
        predecessor == successor
        or Succession.objects.filter(predecessor=successor, successor=predecessor).exists()
    ):
        raise Conflict(
            "organisation.succession_circle",
            _("An organisation cannot succeed itself."),
            _("Choose another organisation."),
        )
    succession, created = Succession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on}
    )
    if created:
        record(
            by=by,
            verb="organisation.succeeded",
            target=predecessor,
            data={"successor": successor.pk, "on": str(on)},
        )
    return succession


@transaction.atomic
def set_territory(
    *, association: Organisation, departments: Iterable[str], by: User | None, since: dt.date | None = None
) -> None:
    """Give a regional association these departments from `since` on (None: always); others end the day before."""
    wanted = set(departments)
    current = AssociationTerritory.objects.filter(association=association, valid_to__isnull=True)
    held = {row.department_id: row for row in current}
    for code, row in held.items():
        if code not in wanted and since is not None:
            row.valid_to = since - dt.timedelta(days=1)
            row.save(update_fields=["valid_to"])
        elif code not in wanted:
            row.delete()
    AssociationTerritory.objects.bulk_create(
        AssociationTerritory(association=association, department_id=code, valid_from=since)
        for code in sorted(wanted - held.keys())
    )
    record(by=by, verb="association.territory_set", target=association, data={"departments": sorted(wanted)})


def _check_fields(fields: dict[str, Any]) -> None:
    if unknown := fields.keys() - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")


def _check_siren_free(siren: str, own_id: int | None) -> None:
    others = Organisation.objects.filter(siren=siren)
    if own_id is not None:
        others = others.exclude(pk=own_id)
    if siren and (other := others.first()):
        raise Conflict(
            "organisation.siren_taken",
            _("The SIREN %(siren)s is that of %(name)s.") % {"siren": siren, "name": other.name},
            _("Open that organisation, or correct the number."),
        )


def _readable(value: Any) -> str:
    return "" if value is None else str(value.pk if hasattr(value, "pk") else value)
