"""Which rows say the same once two are one: read from the unique constraints of each table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, Q, QuerySet, UniqueConstraint

from semainier.core.merging import Handler


@dataclass(frozen=True, slots=True)
class Rule:
    """Two rows of one owner are equal when these other columns agree, among the rows that meet the condition."""

    others: tuple[str, ...]
    condition: Q
    nulls_agree: bool


def rows_of(model: type[Model], field: "Field[Any, Any]", key: Any) -> "QuerySet[Model]":
    """Return the rows of a table that point at one owner."""
    return model._meta.base_manager.filter(**{field.attname: key})


def leaving(
    model: type[Model], field: "Field[Any, Any]", old: Any, new: Any, handler: Handler | None = None
) -> dict[Any, Any]:
    """Return the rows that would be one too many if those of `old` went to `new`, with the row that stands for each.

    None stands for a row that would say nothing at all. Two queries for each rule of the table, none without.
    """
    gone: dict[Any, Any] = {}
    for rule in rules(model, field, handler):
        taken = {cells: key for key, cells in _cells(rows_of(model, field, new), rule)}
        for key, cells in _cells(rows_of(model, field, old), rule):
            if cells in taken and (rule.nulls_agree or None not in cells):
                gone.setdefault(key, taken[cells])
    if handler and handler.redundant:
        found = model._meta.base_manager.filter(handler.redundant(new, old))
        gone |= dict.fromkeys(found.values_list("pk", flat=True))
    return gone


def rules(model: type[Model], field: "Field[Any, Any]", handler: Handler | None = None) -> Iterator[Rule]:
    """Yield the rules of uniqueness that a column takes part in.

    One whose columns the rows change before they move cannot be broken by them.
    """
    changed = {name for name, _value in handler.first} if handler else set()
    if field.unique:
        yield Rule((), Q(), nulls_agree=False)
    for together in model._meta.unique_together:
        if field.name in together:
            yield _rule(model, field, together)
    for constraint in model._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or field.name not in constraint.fields:
            continue
        if changed.isdisjoint(constraint.fields):
            agree = constraint.nulls_distinct is False
            yield _rule(model, field, constraint.fields, constraint.condition or Q(), nulls_agree=agree)
    if handler and handler.same:
        yield Rule(handler.same, Q(), nulls_agree=True)


def _rule(
    model: type[Model],
    field: "Field[Any, Any]",
    names: Any,
    condition: Q | None = None,
    *,
    nulls_agree: bool = False,
) -> Rule:
    others = tuple(model._meta.get_field(name).attname for name in names if name != field.name)  # type: ignore[union-attr]
    return Rule(others, condition or Q(), nulls_agree)


def _cells(rows: "QuerySet[Model]", rule: Rule) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    found = rows.filter(rule.condition).order_by("pk")
    for key, *cells in found.values_list("pk", *rule.others):
        yield key, tuple(cells)
