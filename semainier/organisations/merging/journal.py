"""What a merge did, step by step, so that it can be taken back in the opposite order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, QuerySet

from semainier.core.batches import batched
from semainier.core.merging import Handler, How, handler_of
from semainier.organisations.merging.equals import leaving, rows_of

_CHUNK = 500
Step = dict[str, Any]


@dataclass(slots=True)
class Journal:
    """Writes, and notes each step as JSON: old and new value, or the whole row that was set aside."""

    steps: list[Step] = field(default_factory=list)

    def change(self, row: Model, **values: Any) -> None:
        """Set columns of a row, foreign keys by their `_id`; what is so already is no step."""
        for name, value in values.items():
            column = _column(type(row), name)
            old = column.value_from_object(row)
            if old == value:
                continue
            _by_key(type(row), [row.pk]).update(**{name: value})
            setattr(row, name, value)
            self._note("change", row, pk=row.pk, field=name, old=_text(column, old), new=_text(column, value))

    def made(self, row: Model) -> None:
        """Note a row that the merge itself has added."""
        self._note("made", row, pk=row.pk)

    def move(
        self,
        model: type[Model],
        column: "Field[Any, Any]",
        old: Any,
        new: Any,
        handler: Handler | None = None,
    ) -> tuple[int, int]:
        """Let the rows of `old` point at `new`; return how many moved and how many were set aside."""
        rows = rows_of(model, column, old)
        for name, value in handler.first if handler else ():
            for row in rows.exclude(**{name: value}):
                self.change(row, **{name: value})
        gone = leaving(model, column, old, new, handler)
        for key, equal in gone.items():
            self.set_aside(model, key, equal, handler.combine if handler else None)
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        for chunk in batched(keys, _CHUNK):
            _by_key(model, chunk).update(**{column.attname: new})
        if keys:
            self._note("move", model, field=column.attname, old=old, new=new, keys=keys)
        return len(keys), len(gone)

    def set_aside(
        self,
        model: type[Model],
        key: Any,
        equal: Any,
        combine: Callable[[Any, Any], dict[str, Any]] | None = None,
    ) -> None:
        """Take a row out of its table and keep it here; what hangs on it goes to its equal, or the same way."""
        row = model._meta.base_manager.get(pk=key)
        if combine and equal is not None:
            kept = model._meta.base_manager.get(pk=equal)
            self.change(kept, **combine(kept, row))
        for child, column in _hanging_on(model):
            if equal is not None:
                self.move(child, column, key, equal)
                continue
            for one in list(rows_of(child, column, key).values_list("pk", flat=True)):
                self.set_aside(child, one, None)
        cells = {c.attname: _text(c, c.value_from_object(row)) for c in model._meta.concrete_fields}
        self._note("aside", model, cells=cells)
        _by_key(model, [key]).delete()

    def _note(self, what: str, model: Model | type[Model], **rest: Any) -> None:
        self.steps.append({"do": what, "model": model._meta.label_lower, **rest})


def take_back(steps: list[Step]) -> tuple[int, list[Step]]:
    """Undo the steps, the last first; return how many could not be, and the rows among them that stay set aside.

    A row that has changed or is gone since cannot be taken back.
    """
    undo = {"change": _unchange, "made": _unmake, "move": _unmove, "aside": _restore}
    left, lost = 0, []
    for step in reversed(steps):
        failed = undo[step["do"]](apps.get_model(step["model"]), step)
        left += failed
        if failed and step["do"] == "aside":
            lost.append(step)
    return left, lost


def touched(steps: Iterable[Step]) -> set[tuple[str, Any]]:
    """Return the rows that the steps changed, moved or set aside, and those that the last ones point at. No query."""
    found: set[tuple[str, Any]] = set()
    for step in steps:
        keys = step.get("keys") or [step["pk"] if "pk" in step else step["cells"]["id"]]
        found |= {(step["model"], key) for key in keys}
        for column in apps.get_model(step["model"])._meta.concrete_fields:
            target, key = column.related_model, step.get("cells", {}).get(column.attname)
            if isinstance(target, type) and issubclass(target, Model) and key is not None:
                found.add((target._meta.label_lower, key))
    return found


def moved_keys(steps: Iterable[Step], model: str, column: str) -> list[Any]:
    """Return the rows of a table that moved by that column."""
    return [
        key
        for step in steps
        if step["do"] == "move" and step["model"] == model.lower() and step["field"] == column
        for key in step["keys"]
    ]


def _unchange(model: type[Model], step: Step) -> int:
    column = _column(model, step["field"])
    old, new = (_value(column, step[name]) for name in ("old", "new"))
    rows = _by_key(model, [step["pk"]]).filter(**{column.attname: new})
    return 1 - _tried(lambda: rows.update(**{column.attname: old}))


def _unmake(model: type[Model], step: Step) -> int:
    _by_key(model, [step["pk"]]).delete()
    return 0


def _unmove(model: type[Model], step: Step) -> int:
    back = 0
    for chunk in batched(step["keys"], _CHUNK):
        back += _unmove_some(model, step, chunk)
    return len(step["keys"]) - back


def _unmove_some(model: type[Model], step: Step, keys: list[Any]) -> int:
    """Move rows back that are still where the merge put them; one by one when one of them stands in the way."""
    rows = _by_key(model, keys).filter(**{step["field"]: step["new"]})
    try:
        with transaction.atomic():
            return rows.update(**{step["field"]: step["old"]})
    except IntegrityError:
        if len(keys) == 1:
            return 0
        return sum(_unmove_some(model, step, [key]) for key in keys)


def _restore(model: type[Model], step: Step) -> int:
    """Put a row back under its key, unless something it points at is gone.

    Whom it points at may have been merged meanwhile: then it belongs where her other rows went.
    """
    columns = [c for c in model._meta.concrete_fields if c.attname in step["cells"]]
    values = {c.attname: _value(c, step["cells"][c.attname]) for c in columns}
    for column in columns:
        target, key = column.related_model, values[column.attname]
        if not isinstance(target, type) or key is None:
            continue
        found = _by_key(target, [key]).first()
        if found is None:
            return 1
        handler = handler_of(f"{model._meta.label}.{column.name}")
        if handler and handler.how is How.MOVE:
            values[column.attname] = getattr(found, "merged_into_id", None) or key
    return 1 - _tried(lambda: len(model._meta.base_manager.bulk_create([model(**values)])))


def _tried(write: Callable[[], int]) -> int:
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        return 0


def _hanging_on(model: type[Model]) -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    """Yield the columns of other tables that point at rows of this one."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field  # type: ignore[union-attr,misc]


def _by_key(model: type[Model], keys: list[Any]) -> "QuerySet[Model]":
    return model._meta.base_manager.filter(pk__in=keys)


def _column(model: type[Model], name: str) -> "Field[Any, Any]":
    return next(c for c in model._meta.concrete_fields if name in {c.attname, c.name})


def _text(column: "Field[Any, Any]", value: Any) -> Any:
    """Return a value as JSON keeps it without loss; numbers, truth and JSON itself stay as they are."""
    if value is None or isinstance(value, bool | int | float | dict | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _value(column: "Field[Any, Any]", kept: Any) -> Any:
    return None if kept is None else column.to_python(kept)
