"""Make one of two, take it apart again, remember what is not the same."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.core.merging import Handler, Kind, moving
from semainier.organisations.merging.journal import Journal, moved_keys, take_back
from semainier.organisations.merging.queries import UNDO_FOR, blocking_merge, made_since, undoable_until
from semainier.organisations.merging.subjects import TABLES, Subject, check_mergeable, kind_of
from semainier.organisations.models import Organisation, OrganisationMerge, PersonMerge
from semainier.organisations.services.organisations import refresh_search


@transaction.atomic
def merge(*, survivor: Subject, loser: Subject, by: User | None) -> OrganisationMerge | PersonMerge:
    """Let `survivor` take over everything of `loser`, which stays as a pointer to it; return the merge.

    Both are locked. What the survivor has already is set aside. Raises `merging.…`; the caller has checked
    REGISTRY_MANAGE. A few queries per registered column, whatever the number of rows, and one per 500 rows moved.
    """
    check_mergeable(survivor, loser, by)
    kind = kind_of(survivor)
    survivor, loser = _locked(survivor, loser)
    check_mergeable(survivor, loser, by)
    journal, counts = Journal(), dict[str, list[int]]()
    for handler in moving(kind):
        moved, aside = journal.move(handler.table, handler.pointer, loser.pk, survivor.pk, handler)
        if moved or aside:
            counts[handler.column] = [moved, aside]
    TABLES[kind].absorb(journal, survivor, loser)
    _derive(kind, journal.steps)
    _search_again(survivor, loser)
    made: OrganisationMerge | PersonMerge = TABLES[kind].merge.objects.create(  # type: ignore[misc]
        survivor=survivor,
        loser=loser,
        by=by,
        at=clock.now(),
        journal=journal.steps,
        counts=counts,
        marks={handler.column: _highest(handler) for handler in moving(kind)},
    )
    _record(made, "merged", by)
    return made


@transaction.atomic
def undo_merge(*, merge: OrganisationMerge | PersonMerge, by: User | None) -> OrganisationMerge | PersonMerge:
    """Give back what moved and restore what was set aside; return the merge with what could not be, and what stayed.

    Rows made since stay with the survivor. Raises `merging.undone`, `merging.too_late` after 30 days,
    `merging.later_first` when one of both was merged again. The caller has checked REGISTRY_MANAGE.
    """
    _locked(merge.survivor, merge.loser)
    locked = type(merge).objects.select_for_update(of=("self",)).get(pk=merge.pk)
    _check_undoable(locked)
    kind = kind_of(locked)
    locked.stayed = {
        since.handler.column: {"count": since.count, "keys": since.keys} for since in made_since(locked)
    }
    steps = locked.journal
    locked.left, locked.journal = take_back(steps)
    _derive(kind, steps)
    for subject in (locked.survivor, locked.loser):
        subject.refresh_from_db()
    _search_again(locked.survivor, locked.loser)
    locked.undone_at, locked.undone_by = clock.now(), by
    locked.save(update_fields=["stayed", "left", "undone_at", "undone_by", "journal"])
    _record(locked, "unmerged", by)
    return locked


@transaction.atomic
def dismiss_pairs(*, kind: Kind, pairs: Iterable[tuple[int, int]], by: User | None) -> int:
    """Remember that these are not the same; return how many were not remembered before. Three queries a pair at most."""
    number = 0
    for first, second in _sorted(pairs):
        pair, _made = (
            TABLES[kind].pair.objects.select_for_update().get_or_create(first_id=first, second_id=second)
        )
        if pair.dismissed_at is None:
            pair.dismissed_at, pair.dismissed_by = clock.now(), by
            pair.save(update_fields=["dismissed_at", "dismissed_by"])
            record(by=by, verb="duplicate.dismissed", target=pair)
            number += 1
    return number


@transaction.atomic
def reconsider_pairs(*, kind: Kind, pairs: Iterable[tuple[int, int]], by: User | None) -> int:
    """Propose again what was called different; return how many. Three queries a pair at most."""
    number = 0
    for first, second in _sorted(pairs):
        found = TABLES[kind].pair.objects.dismissed().filter(first_id=first, second_id=second)
        for pair in found.select_for_update():
            pair.dismissed_at = pair.dismissed_by = None
            pair.save(update_fields=["dismissed_at", "dismissed_by"])
            record(by=by, verb="duplicate.reconsidered", target=pair)
            number += 1
    return number


def purge_journals() -> int:
    """Forget how the merges went that can no longer be undone; return how many. Two queries. Safe to run twice."""
    before = clock.now() - UNDO_FOR
    return sum(
        tables.merge.objects.filter(at__lt=before, journal_purged_at__isnull=True).update(
            journal=[], journal_purged_at=clock.now()
        )
        for tables in TABLES.values()
    )


def _locked(survivor: Subject, loser: Subject) -> tuple[Subject, Subject]:
    """Hold both, the lower key first, so that two merges wait for each other; return them as they are now."""
    model = type(survivor)
    rows = model._meta.base_manager.select_for_update().filter(pk__in=[survivor.pk, loser.pk])
    found: dict[Any, Any] = {row.pk: row for row in rows.order_by("pk")}
    return found[survivor.pk], found[loser.pk]


def _check_undoable(merge: OrganisationMerge | PersonMerge) -> None:
    if merge.undone_at is not None:
        raise Conflict("merging.undone", _("This merge was undone already."))
    if merge.journal_purged_at is not None or clock.now() >= undoable_until(merge):
        raise Conflict(
            "merging.too_late",
            _("A merge can be undone for 30 days; this one is older, or a person of it was erased."),
            _("Enter the other one again by hand."),
        )
    if later := blocking_merge(merge):
        raise Conflict(
            "merging.later_first",
            _("One of both was merged again since: %(merge)s.") % {"merge": later},
            _("Undo that merge first."),
        )


def _highest(handler: Handler) -> Any:
    return handler.table._meta.base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _derive(kind: Kind, steps: list[dict[str, Any]]) -> None:
    """Work out anew what is derived from whom the moved rows point at."""
    for handler in moving(kind):
        if handler.derive and (keys := moved_keys(steps, handler.model, handler.pointer.attname)):
            handler.derive(keys)


def _search_again(*subjects: Subject) -> None:
    for subject in subjects:
        if isinstance(subject, Organisation):
            refresh_search(organisation=subject)


def _record(merge: OrganisationMerge | PersonMerge, what: str, by: User | None) -> None:
    """Add a line about each: no name but that of its object, so that erasing a person leaves none."""
    for target, other in ((merge.survivor, merge.loser), (merge.loser, merge.survivor)):
        is_survivor = target is merge.survivor
        organisation_id = target.pk if isinstance(target, Organisation) else None
        record(
            by=by,
            verb=f"{kind_of(merge)}.{what}",
            target=target,
            data={"from" if is_survivor else "into": other.pk},
            organisation_id=organisation_id,
        )


def _sorted(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
