"""What becomes of the columns of this app."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.core.merging import Handler, How, Kind

_PAIR = "A pair speaks of the two as they were: what was called different stays so when a merge is undone."
_MERGE = "A merge that took place took place."


def succession_to_itself(survivor: int, loser: int) -> Q:
    """Find where one took over from the other: nobody takes over from itself."""
    both = [survivor, loser]
    return Q(predecessor__in=both, successor__in=both)


def _successions(field: str, label: object) -> Handler:
    return Handler(
        "organisations.Succession",
        field,
        Kind.ORGANISATION,
        How.MOVE,
        label=label,  # type: ignore[arg-type]
        redundant=succession_to_itself,
    )


HANDLERS = [
    Handler(
        "organisations.Organisation",
        "merged_into",
        Kind.ORGANISATION,
        How.MOVE,
        label=_("organisations merged before"),
    ),
    Handler(
        "organisations.Membership", "organisation", Kind.ORGANISATION, How.MOVE, label=_("roles of people")
    ),
    Handler("organisations.Invitation", "organisation", Kind.ORGANISATION, How.MOVE),
    Handler("organisations.Alias", "organisation", Kind.ORGANISATION, How.MOVE, label=_("other names")),
    Handler(
        "organisations.AssociationTerritory",
        "association",
        Kind.ORGANISATION,
        How.MOVE,
        label=_("departments of the association"),
        same=("department_id", "valid_from"),
    ),
    _successions("predecessor", _("organisations that took over from it")),
    _successions("successor", _("organisations it took over from")),
    Handler("organisations.Membership", "user", Kind.PERSON, How.MOVE, label=_("roles in organisations")),
    Handler("organisations.Invitation", "invited_by", Kind.PERSON, How.KEEP, why="Who invited invited."),
    Handler("organisations.Invitation", "accepted_by", Kind.PERSON, How.KEEP, why="Who accepted accepted."),
    *(
        Handler(f"organisations.{model}", field, kind, How.KEEP, why=why)
        for kind, name in ((Kind.ORGANISATION, "Organisation"), (Kind.PERSON, "Person"))
        for model, fields, why in (
            (f"{name}Pair", ("first", "second"), _PAIR),
            (f"{name}Merge", ("survivor", "loser"), _MERGE),
        )
        for field in fields
    ),
    *(
        Handler(f"organisations.{model}", field, Kind.PERSON, How.KEEP, why="Who did it did it.")
        for model, field in (
            ("OrganisationPair", "dismissed_by"),
            ("PersonPair", "dismissed_by"),
            ("OrganisationMerge", "by"),
            ("OrganisationMerge", "undone_by"),
            ("PersonMerge", "by"),
            ("PersonMerge", "undone_by"),
        )
    ),
]
