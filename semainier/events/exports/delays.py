"""The delays of answers as a table that leaves the house. An unknown figure is an empty cell."""

from collections.abc import Iterator
from typing import Any

from semainier.campaigns.models import Edition
from semainier.events.queries.delays import Delays, DelayTable

HEADER = (
    "edition", "region", "reponses", "mediane_jours_ouvres", "neuf_sur_dix_jours_ouvres", "part_dans_le_delai",
    "delai_promis_jours_ouvres", "en_attente",
)  # fmt: skip
NATIONAL = "France"


def delay_rows(edition: Edition, table: DelayTable) -> Iterator[list[Any]]:
    """Yield one line per region, then the national one."""
    for row in table.regions:
        yield _line(edition, row.name, row)
    yield _line(edition, NATIONAL, table.national)


def _line(edition: Edition, name: str, row: Delays) -> list[Any]:
    share = "" if row.on_time is None else f"{row.on_time:.3f}".replace(".", ",")
    median = "" if row.median is None else f"{row.median:g}".replace(".", ",")
    return [edition.slug, name, row.answered, median, row.decile, share, edition.answer_days, row.waiting]
