"""Reads on pairs and merges: the lists, what a merge would move, what was made since."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.core.merging import TARGETS, Handler, Kind, handler_of, moving
from semainier.core.search import normalise
from semainier.organisations.merging.equals import leaving, rows_of
from semainier.organisations.merging.journal import touched
from semainier.organisations.merging.subjects import (
    TABLES,
    Subject,
    check_mergeable,
    kind_of,
    taken_over,
    told_apart,
)
from semainier.organisations.models import Merge, Organisation

UNDO_FOR = dt.timedelta(days=30)
# Of the rows made since, so many are named on a page.
NAMED = 50


@dataclass(frozen=True, slots=True)
class Moving:
    """The rows of one column: how many go to the survivor, how many are set aside since it has their equal."""

    words: str
    moved: int
    aside: int


@dataclass(frozen=True, slots=True)
class Since:
    """Rows made since a merge that stay with the survivor: how many, and the keys of the first of them."""

    handler: Handler
    count: int
    keys: list[Any]

    @property
    def rows(self) -> list[Model]:
        """Return those of the first rows that are still there, with what they point at. One query."""
        table = self.handler.table
        related = [column.name for column in table._meta.concrete_fields if column.is_relation]
        return list(table._meta.base_manager.select_related(*related).filter(pk__in=self.keys).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of both."""

    survivor: Subject
    loser: Subject
    refusal: DomainError | None
    rows: list[Moving]
    fields: list[tuple[str, str]]  # name and value of what the survivor takes over

    @property
    def names(self) -> tuple[str, str]:
        """Return survivor and loser so that they can be told apart."""
        return told_apart(self.survivor, self.loser)

    @property
    def sets_aside(self) -> bool:
        """Whether the survivor has some of it already."""
        return any(row.aside for row in self.rows)


def pairs(kind: Kind, *, text: str = "", reason: str = "", dismissed: bool = False) -> QuerySet[Any]:
    """Return the pairs that match, the likest first: of neither is archived, merged or erased. One query."""
    table = TABLES[kind].pair.objects
    found = table.dismissed() if dismissed else table.standing()
    for side in ("first", "second"):
        found = found.filter(**{f"{side}__merged_into__isnull": True, **_alive(kind, side)})
    if reason:
        found = found.filter(reasons__contains=reason)
    found = found.filter(_either(kind, text))
    related = ["first", "second", "dismissed_by"]
    if kind is Kind.ORGANISATION:
        related += [f"{side}__{name}" for side in ("first", "second") for name in ("department", "family")]
    return found.select_related(*related)


def merges(kind: Kind, text: str = "") -> QuerySet[Any]:
    """Return the merges that match, the newest first, without their journal. One query."""
    found = TABLES[kind].merge.objects.filter(_either(kind, text, "survivor", "loser"))
    return found.select_related("survivor", "loser", "by", "undone_by").defer("journal")


def preview(survivor: Subject, loser: Subject, by: User | None) -> Preview:
    """Say what a merge would do. A fixed number of queries per registered column; rows are counted, not read."""
    try:
        check_mergeable(survivor, loser, by)
    except DomainError as error:
        return Preview(survivor, loser, error, [], [])
    kind = kind_of(survivor)
    rows = [_moving(handler, survivor, loser) for handler in moving(kind)]
    fields = [(name, value) for name, value in taken_over(survivor, loser) if name != "commune_id"]
    return Preview(
        survivor,
        loser,
        None,
        [row for row in rows if row.moved or row.aside],
        [_field_words(loser, name, value) for name, value in fields],
    )


def moved_by(merge: Merge) -> list[Moving]:
    """Return what a merge moved and set aside, in words. No query."""
    told = [(handler_of(column), numbers) for column, numbers in merge.counts.items()]
    return [Moving(handler.words, *numbers) for handler, numbers in told if handler]


def title_of(merge: Any) -> str:
    """Return who went where. No query on a merge with both."""
    survivor, loser = told_apart(merge.survivor, merge.loser)
    return f"{loser} → {survivor}"


def made_since(merge: Any) -> list[Since]:
    """Return the rows made since a merge that belong to its survivor. Two queries per registered column at most."""
    found = []
    for handler in moving(kind_of(merge)):
        rows = rows_of(handler.table, handler.pointer, merge.survivor_id)
        rows = rows.filter(pk__gt=merge.marks.get(handler.column, 0)).order_by("pk")
        if count := rows.count():
            found.append(Since(handler, count, list(rows.values_list("pk", flat=True)[:NAMED])))
    return found


def stayed(merge: Any) -> list[Since]:
    """Return the rows that stayed with the survivor when a merge was undone. No query."""
    told = [(handler_of(column), kept) for column, kept in merge.stayed.items()]
    return [Since(handler, kept["count"], kept["keys"]) for handler, kept in told if handler]


def undoable_until(merge: Merge) -> dt.datetime:
    """Return the instant from which a merge can no longer be undone."""
    return merge.at + UNDO_FOR


def is_undoable(merge: Merge) -> bool:
    """Whether a merge is still within its days; a later merge may have to be undone first. No query."""
    return merge.undone_at is None and merge.journal_purged_at is None and clock.now() < undoable_until(merge)


def blocking_merge(merge: Any) -> Any | None:
    """Return a later standing merge of one of both, or of rows that this one touched; None without. Two queries.

    It has to be undone first: else what it moved on would go back to the wrong place. Being later it can be.
    """
    own = _touched(merge)
    for tables in TABLES.values():
        later = tables.merge.objects.filter(undone_at__isnull=True, at__gte=merge.at).order_by("-at", "-pk")
        for other in later.select_related("survivor", "loser"):
            comes_later = other.at > merge.at or (type(other) is type(merge) and other.pk > merge.pk)
            if comes_later and own & _touched(other):
                return other
    return None


def _touched(merge: Any) -> set[tuple[str, Any]]:
    subject = TARGETS[kind_of(merge)]
    return {(subject, merge.survivor_id), (subject, merge.loser_id)} | touched(merge.journal)


def mergeable(subject: Subject, text: str) -> QuerySet[Any]:
    """Return those with whom one may be merged by hand, by name. One query."""
    if isinstance(subject, Organisation):
        found: QuerySet[Any] = Organisation.objects.matching(text).filter(
            kind=subject.kind, merged_into__isnull=True
        )
        return found.exclude(pk=subject.pk).select_related("department", "family").order_by("name", "pk")
    people = User.objects.filter(erased_at__isnull=True, merged_into__isnull=True).exclude(pk=subject.pk)
    for word in text.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people.order_by("name", "email", "pk")


def _alive(kind: Kind, side: str) -> dict[str, Any]:
    ended = "archived_at" if kind is Kind.ORGANISATION else "erased_at"
    return {f"{side}__{ended}__isnull": True}


def _either(kind: Kind, text: str, *sides: str) -> Q:
    """Keep rows of which one side or the other holds every word."""
    sides = sides or ("first", "second")
    found = Q()
    for side in sides if text.strip() else ():
        found |= _words_in(kind, side, text)
    return found


def _words_in(kind: Kind, side: str, text: str) -> Q:
    if kind is Kind.ORGANISATION:
        found = (Q(**{f"{side}__search_text__contains": word}) for word in normalise(text).split())
        return Q(*found)
    return Q(
        *(
            Q(**{f"{side}__name__icontains": word}) | Q(**{f"{side}__email__icontains": word})
            for word in text.split()
        )
    )


def _moving(handler: Handler, survivor: Subject, loser: Subject) -> Moving:
    gone = leaving(handler.table, handler.pointer, loser.pk, survivor.pk, handler)
    rows = rows_of(handler.table, handler.pointer, loser.pk)
    own = sum(1 for equal in gone.values() if equal is not None)
    if len(gone) > own:  # rows of either that would say nothing: count those that are the loser's
        own = rows.filter(pk__in=list(gone)).count()
    return Moving(handler.words, rows.count() - own, len(gone))


def _field_words(loser: Subject, name: str, value: Any) -> tuple[str, str]:
    field = loser._meta.get_field(name)
    shown = getattr(loser, name.removesuffix("_id")) if field.is_relation else value
    return str(field.verbose_name), str(shown)  # type: ignore[union-attr]
