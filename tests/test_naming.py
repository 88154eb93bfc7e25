"""One name everywhere: address, view, template, test file; and exactly one marker on every view."""

import ast
import functools
import inspect
from pathlib import Path

import pytest

from semainier.core.permissions import Permission
from tests.tree import PACKAGE, ROOT, Route, expect_none, place, python_files, routes, syntax

MARKERS = {"public", "signed_in", "requires"}
WORDS = {"public", "signed_in"}
# Addresses whose pages are shown by the template of another name, with the reason.
SHARED_TEMPLATES = {"core:styleguide": "one address for all the boards, each with a template of its own"}


def title(route: Route) -> str:
    return f"{route.full_name} ({route.view.__module__}.{route.view.__name__})"


@functools.cache
def text(view: object) -> str:
    return inspect.getsource(view)  # type: ignore[arg-type]


@functools.cache
def words_of_tests(app: str) -> str:
    files = [*(PACKAGE / app / "tests").glob("**/test_*.py"), *(ROOT / "tests").glob("**/test_*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def renders(route: Route) -> bool:
    """Whether the view shows a page of its own: it renders, and is not only posted to."""
    return "render(" in text(route.view) and "require_POST" not in text(route.view)


def test_views_are_functions() -> None:
    expect_none([title(route) for route in routes() if not inspect.isfunction(route.view)])


def test_view_has_the_name_of_its_address() -> None:
    expect_none([title(route) for route in routes() if route.view.__name__ != route.name])


def test_namespace_is_the_app_of_the_view() -> None:
    expect_none([title(route) for route in routes() if route.namespace and route.namespace != route.app])


def test_page_has_the_template_of_its_name() -> None:
    wrong = []
    for route in routes():
        template = f"{route.app}/{route.name}.html"
        if renders(route) and route.full_name not in SHARED_TEMPLATES and template not in text(route.view):
            wrong.append(f"{title(route)}: {template}")
    expect_none(wrong)


def test_page_has_the_test_file_of_its_name() -> None:
    wrong = [
        f"{title(route)}: test_{route.name}.py"
        for route in routes()
        if renders(route)
        and not list((PACKAGE / route.app / "tests").glob(f"**/test_{route.name}.py"))
        and not list((ROOT / "tests").glob(f"**/test_{route.name}.py"))
    ]
    expect_none(wrong)


def test_address_without_a_page_is_named_in_a_test() -> None:
    """A POST address or a feed may share a test file, which then names it (or its path's last word)."""
    wrong = [
        title(route)
        for route in routes()
        if not renders(route)
        and route.full_name not in words_of_tests(route.app)
        and route.path.rstrip("/").rpartition("/")[2] not in words_of_tests(route.app)
    ]
    expect_none(wrong)


def decorators(function: ast.FunctionDef) -> list[str]:
    nodes = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    return [node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in nodes]


def markers(route: Route) -> list[str]:
    path = Path(inspect.getsourcefile(route.view) or "")
    functions = [node for node in syntax(path).body if isinstance(node, ast.FunctionDef)]
    return [
        name
        for node in functions
        if node.name == route.view.__name__
        for name in decorators(node)
        if name in MARKERS
    ]


def test_every_view_carries_exactly_one_marker() -> None:
    expect_none([title(route) for route in routes() if len(markers(route)) != 1])


def test_marker_is_seen_from_outside_the_decorators() -> None:
    """The middleware reads the marker of the view as routed: no decorator may drop it."""
    seen = {title(route): getattr(route.wrapped, "access", None) for route in routes()}

    expect_none(
        [n for n, access in seen.items() if not isinstance(access, Permission) and access not in WORDS]
    )


def test_names_of_addresses_are_unique() -> None:
    names = [route.full_name for route in routes()]

    expect_none(sorted({name for name in names if names.count(name) > 1}))


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "managers", "misc", "common"])
def test_no_file_has_a_name_that_says_nothing(word: str) -> None:
    expect_none([place(path) for path in python_files() if path.stem == word])


def test_files_stay_readable() -> None:
    wrong = [
        place(path) for path in python_files() if len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]

    expect_none(wrong)
