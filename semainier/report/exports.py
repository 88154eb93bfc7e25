"""Tables of the report that leave the house: organisations to call, figures."""

from collections.abc import Iterable, Iterator
from typing import Any

from semainier.campaigns.models import ListedMember
from semainier.core.batches import batched
from semainier.core.sheets import Row
from semainier.organisations.imports.columns import COLUMNS, row_of
from semainier.report.figures import Count, Figures, Group
from semainier.report.queries.participation import MemberRow, rows_of

MEMBERS_HEADER = (
    *(column.name for column in COLUMNS),
    "region_nom", "contacts", "telephones", "invitations", "derniere_invitation", "edition_precedente",
)  # fmt: skip
GROUP_HEADER = ("code", "nom", "inscrits", "invites", "engages", "declares", "publies", "tenus", "racontes",
                "silencieux", "participants", "taux", "evenements")  # fmt: skip
_CHUNK = 200


def member_lines(members: Iterable[ListedMember]) -> Iterator[list[Any]]:
    """Yield one line per organisation, two queries a chunk of 200."""
    for chunk in batched(members, _CHUNK):
        yield from (_member_line(row) for row in rows_of(chunk))


def figures_sheets(figures: Figures) -> dict[str, tuple[Row, list[Row]]]:
    """Return the sheets of a workbook of figures; an unknown figure is an empty cell."""
    plain = [
        (name, value)
        for name, value in figures.to_json().items()
        if not isinstance(value, list | tuple | dict)
    ]
    rates = [
        ("rate", figures.rate),
        ("response_rate", figures.response_rate),
        ("attendance_rate", figures.attendance_rate),
    ]
    goals: list[Row] = [(goal.kind, goal.target, goal.reached) for goal in figures.goals or ()]
    return {
        "chiffres": (("chiffre", "valeur"), [*plain, *rates]),
        "regions": (GROUP_HEADER, _groups(figures.by_region)),
        "familles": (GROUP_HEADER, _groups(figures.by_family)),
        "themes": (("code", "nom", "evenements"), _counts(figures.by_theme)),
        "jours": (("code", "nom", "evenements"), _counts(figures.by_day)),
        "types": (("code", "nom", "evenements"), _counts(figures.by_kind)),
        "objectifs": (("objectif", "cible", "atteint"), goals),
    }


def _member_line(row: MemberRow) -> list[Any]:
    organisation, listed = row.organisation, row.listed
    phones = [organisation.phone, *(membership.user.phone for membership in row.people)]
    return [
        *row_of(organisation, listed.region_id),
        listed.region.name,
        ", ".join(f"{m.user.name} <{m.user.email}>" if m.user.name else m.user.email for m in row.people),
        ", ".join(phone for phone in phones if phone),
        row.invitations,
        row.invited_at.date().isoformat() if row.invited_at else "",
        {None: "", True: "oui", False: "non"}[row.took_part_before],
    ]


def _groups(groups: tuple[Group, ...] | None) -> list[Row]:
    return [
        (g.code, g.label, g.listed, g.invited, g.committed, g.declared, g.published, g.held, g.answered,
         g.silent, g.participants, g.rate, g.events)
        for g in groups or ()
    ]  # fmt: skip


def _counts(counts: tuple[Count, ...] | None) -> list[Row]:
    return [(row.code, row.label, row.count) for row in counts or ()]
