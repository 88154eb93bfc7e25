"""The organisations of a segment as lines of a file."""

from collections.abc import Iterator

from semainier.campaigns.models import ListedMemberQuerySet
from semainier.core.sheets import Row

MEMBERS_HEADER = [
    "organisme",
    "siren",
    "region",
    "departement",
    "famille",
    "logements",
    "courriel",
    "telephone",
]


def member_lines(members: ListedMemberQuerySet) -> Iterator[Row]:
    """Yield the lines of the export. One query."""
    for listed in members.iterator(chunk_size=500):
        organisation = listed.organisation
        yield (
            organisation.name,
            organisation.siren,
            listed.region.name,
            listed.department_id,
            listed.family_id or "",
            organisation.dwellings,
            organisation.email,
            organisation.phone,
        )
