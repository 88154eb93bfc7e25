"""What the guard tests read: the files of the tree and the routes of our own apps."""

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "semainier"


def expect_none(wrong: Iterable[object]) -> None:
    """Fail with one line for each thing that is wrong."""
    found = [str(one) for one in wrong]
    assert not found, "\n" + "\n".join(found)


def python_files(*, tests: bool = False) -> list[Path]:
    """Return our own Python files, without migrations; with those of the tests when asked."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    if tests:
        files += [*(ROOT / "tests").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"), ROOT / "conftest.py"]
    unwanted = {"migrations", "built"} | (set() if tests else {"tests"})
    return sorted(
        path for path in files if not unwanted & set(path.relative_to(ROOT).parts) and path.exists()
    )


@functools.cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def apps_with_files() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))


@dataclass(frozen=True)
class Route:
    """One address of ours: its names, its view as written (without decorators), the view's text."""

    namespace: str
    name: str
    path: str
    view: Callable[..., Any]
    wrapped: Callable[..., Any]

    @property
    def app(self) -> str:
        return self.view.__module__.split(".")[1]

    @property
    def full_name(self) -> str:
        return f"{self.namespace}:{self.name}" if self.namespace else self.name


def _walk(resolver: URLResolver, namespace: str = "", prefix: str = "") -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, entry.namespace or namespace, path)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            while hasattr(view, "__wrapped__"):
                view = view.__wrapped__
            if view.__module__.startswith("semainier."):
                yield Route(namespace, entry.name or "", path, view, entry.callback)


@functools.cache
def routes() -> list[Route]:
    """Return every route to a view of ours; skips the test as long as the addresses do not import."""
    try:
        return list(_walk(get_resolver()))
    except ImportError as error:
        pytest.skip(f"the addresses do not import: {error}")
