"""The contract of merging: what becomes of every column that points at an organisation or a person.

Each app lists its columns in its own `merging.py` and registers the list in `ready()`; a test fails for a column
without a handler. The work itself is done in organisations/merging.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model, Q
from django.utils.functional import Promise


class Kind(StrEnum):
    """What can be there twice."""

    ORGANISATION = "organisation"
    PERSON = "person"


class How(StrEnum):
    """What becomes of the rows that point at who is merged away."""

    MOVE = "move"  # they point at the survivor; where it has their equal they are set aside, and come back when undone
    KEEP = "keep"  # they stay: what was done, and by whom, was done


TARGETS = {Kind.ORGANISATION: "organisations.organisation", Kind.PERSON: settings.AUTH_USER_MODEL.lower()}
# Columns that name an organisation or a person by a bare number.
_PLAIN = re.compile(r"(?:^|_)(?:(?P<organisation>organisation|member)|(?P<person>user|person|actor))_id$")


@dataclass(frozen=True, slots=True)
class Handler:
    """What becomes of one column. Which rows have an equal, the unique constraints of the table say.

    `why` is for who reads the code, and owed when rows stay. `label` names the rows in a preview. `same` are further
    columns by which two rows say the same though no constraint forbids both. `first` are values that the rows take
    before they move. `redundant` finds, from the two keys, rows of either that would say nothing any more. `combine`
    returns what the survivor's row takes over from its equal. `derive` works out anew, for rows that have moved or
    come back, what is derived from whom they point at.
    """

    model: str  # "events.Event"; the table between two models of a ManyToManyField has a name too
    field: str
    kind: Kind
    how: How
    why: str = ""
    label: str | Promise = ""
    same: tuple[str, ...] = ()
    first: tuple[tuple[str, Any], ...] = ()
    redundant: Callable[[int, int], Q] | None = None
    combine: Callable[[Any, Any], dict[str, Any]] | None = None
    derive: Callable[[list[Any]], None] | None = None

    @property
    def column(self) -> str:
        """Return the name under which the column is registered and counted."""
        return f"{self.model}.{self.field}"

    @property
    def table(self) -> type[Model]:
        """Return the model. Raises LookupError when its app is not installed."""
        return apps.get_model(self.model)

    @property
    def pointer(self) -> "Field[Any, Any]":
        """Return the column itself."""
        return self.table._meta.get_field(self.field)  # type: ignore[return-value]

    @property
    def words(self) -> str:
        """Return how people call the rows, in the plural."""
        return str(self.label or self.table._meta.verbose_name_plural)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that points at an organisation or a person."""

    column: str
    kind: Kind


_handlers: dict[str, Handler] = {}


def register(handlers: Iterable[Handler]) -> None:
    """Add the columns of an app. Raises ValueError for a column that is there already or that stays without a reason."""
    for handler in handlers:
        key = handler.column.lower()
        if key in _handlers:
            raise ValueError(f"{handler.column} has a handler already")
        if handler.how is How.KEEP and not handler.why:
            raise ValueError(f"{handler.column} stays, but nothing says why")
        _handlers[key] = handler


def all_handlers() -> list[Handler]:
    """Return every handler whose app is installed: some belong to an extra."""
    return [one for one in _handlers.values() if one.model.partition(".")[0] in apps.app_configs]


def moving(kind: Kind) -> list[Handler]:
    """Return the columns of a kind whose rows move, in the order of their registration."""
    return [one for one in all_handlers() if one.kind is kind and one.how is How.MOVE]


def handler_of(column: str) -> Handler | None:
    """Return the handler of a column by its name, in any case."""
    return _handlers.get(column.lower())


def pointers() -> Iterator[Pointer]:
    """Yield every column of every table that points at an organisation or a person, by a key or a bare number."""
    kinds = {label: kind for kind, label in TARGETS.items()}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            column = f"{model._meta.label}.{field.name}"
            related = field.related_model
            if isinstance(related, type) and related._meta.label_lower in kinds:
                yield Pointer(column, kinds[related._meta.label_lower])
            elif not field.is_relation and (found := _PLAIN.search(field.name)):
                yield Pointer(column, Kind(found.lastgroup or ""))
