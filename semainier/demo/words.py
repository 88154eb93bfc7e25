"""The invented words, read once from the data files."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "data"
SUBJECTS = ("energy", "heritage", "home", "together", "arts")


@dataclass(frozen=True, slots=True)
class Idea:
    """What an invented event is made of: kind, words with gaps, hours, how many people it draws."""

    key: str
    subject: str
    kind: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    venues: tuple[str, ...]
    hours: tuple[str, ...]
    crowd: tuple[int, int]
    when: str = "any"  # any, weekend, weekday
    season: str = "any"  # any, warm, cold
    lasting: int = 1  # days
    booking: bool = False


@cache
def names() -> dict[str, Any]:
    """Return first names, last names, toponyms and the ways of naming an organisation."""
    return _read("names")


@cache
def words() -> dict[str, Any]:
    """Return what people write: reasons, outcomes, the charter, the introductions."""
    return _read("words")


@cache
def associations() -> dict[str, Any]:
    """Return the regional associations and their mergers."""
    return _read("associations")


@cache
def themes_of(edition: str) -> list[dict[str, str]]:
    """Return the themes of « semaine-2013 », « semaine-2014 » or « current », with their subject."""
    found: list[dict[str, str]] = _read("themes")[edition]
    return found


@cache
def remembered() -> list[dict[str, Any]]:
    """Return the events of 2013 that the sources tell of, in words of our own."""
    found: list[dict[str, Any]] = _read("remembered")["event"]
    return found


@cache
def ideas() -> tuple[Idea, ...]:
    """Return every idea of an event, by subject."""
    return tuple(_idea(subject, row) for subject in SUBJECTS for row in _read(f"ideas/{subject}")["idea"])


def _idea(subject: str, row: dict[str, Any]) -> Idea:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Idea(subject=subject, **values)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
