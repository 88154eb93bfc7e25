"""A merged person is one person: what is given to her and what is forgotten of her covers her other accounts."""

from typing import Any

from semainier.accounts import personal_data
from semainier.accounts.models import User
from semainier.accounts.services import erase_user
from semainier.core import clock
from semainier.core.merging import TARGETS, Kind, pointers
from semainier.organisations.merging.subjects import TABLES
from semainier.organisations.models import PersonPair


def export(user: User) -> dict[str, Any]:
    """Return what is kept under the accounts that were merged into hers. A few queries per account."""
    return {
        "merged_accounts": [personal_data.export(other) for other in User.objects.filter(merged_into=user)]
    }


def erase(user: User) -> int:
    """Forget the accounts merged into hers, her pairs, and the journals that hold a row of hers; return the rows changed.

    What a journal is emptied of can no longer be undone.
    """
    for other in User.objects.filter(merged_into=user, erased_at__isnull=True):
        erase_user(user=other, by=None)
    number = 0
    for side in ("first", "second"):
        number += PersonPair.objects.filter(**{side: user}).delete()[0]
    for tables in TABLES.values():
        for merge in tables.merge.objects.filter(journal_purged_at__isnull=True):
            if _speaks_of(merge, user):
                merge.journal, merge.journal_purged_at = [], clock.now()
                merge.save(update_fields=["journal", "journal_purged_at"])
                number += 1
    return number


def _speaks_of(merge: Any, user: User) -> bool:
    """Whether a merge is of hers, or its journal holds a row or a value that names her. No query."""
    if tables_of_people(merge) and user.pk in {merge.survivor_id, merge.loser_id}:
        return True
    columns = {p.column.lower() for p in pointers() if p.kind is Kind.PERSON}
    for step in merge.journal:
        cells = step.get("cells", {})
        if step["model"] == TARGETS[Kind.PERSON] and step.get("pk") == user.pk:
            return True
        if any(cells.get(f"{name}_id") == user.pk for name in _names_in(step["model"], columns)):
            return True
    return False


def tables_of_people(merge: Any) -> bool:
    return isinstance(merge, TABLES[Kind.PERSON].merge)


def _names_in(model: str, columns: set[str]) -> list[str]:
    return [column.rpartition(".")[2] for column in columns if column.startswith(f"{model}.")]
