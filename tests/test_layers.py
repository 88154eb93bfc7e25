"""The layers hold: imports, foreign keys, no tables in core, no signals, no hidden saves or imports."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.tree import ROOT, expect_none, place, python_files, syntax

NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)")
NOQA_WITH_REASON = re.compile(r": [A-Z]+\d+(, [A-Z]+\d+)* -- \S+")
# audit and mailings say who acted or who is written to: the one foreign key allowed upwards.
POINT_AT_USERS = {"audit", "mailings"}


def layers() -> list[list[str]]:
    """Return the layers of pyproject.toml, the lowest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    rows = [
        [part.strip().removeprefix("semainier.") for part in row.split(":")] for row in contract["layers"]
    ]
    return rows[::-1]


@pytest.mark.slow
def test_imports_go_downwards_only() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_app_stands_in_a_layer() -> None:
    known = {name for row in layers() for name in row}

    found = {
        config.name.removeprefix("semainier.")
        for config in apps.get_app_configs()
        if config.name.startswith("semainier.")
    }

    assert found - known == set()


def test_foreign_keys_point_downwards_only() -> None:
    rank = {name: number for number, row in enumerate(layers()) for name in row}
    wrong = []
    for model in apps.get_models():
        source = model._meta.app_label
        if not model.__module__.startswith("semainier."):
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target is None or field.auto_created or not target.__module__.startswith("semainier."):
                continue
            up = target._meta.app_label != source and rank[target._meta.app_label] >= rank[source]
            is_user = target._meta.label == settings.AUTH_USER_MODEL and source in POINT_AT_USERS
            if up and not is_user:
                wrong.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    expect_none(wrong)


def test_core_has_no_table() -> None:
    expect_none(list(apps.get_app_config("core").get_models()))


def test_nothing_listens_to_signals() -> None:
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom) and re.search(r"dispatch|signals", node.module or "")
    ]
    expect_none(wrong)


def test_no_model_hides_work_in_save_or_delete() -> None:
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        if path.name == "models.py" or "models" in path.parts
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    expect_none(wrong)


def inline_imports(path: Path) -> Iterator[int]:
    for function in ast.walk(syntax(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (
                node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
            )


def test_inline_imports_carry_their_reason() -> None:
    wrong = []
    for path in python_files(tests=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        wrong += [
            place(path, n)
            for n in sorted(set(inline_imports(path)))
            if "# noqa: PLC0415 -- " not in lines[n - 1]
        ]
    expect_none(wrong)


def test_every_lint_exception_carries_its_reason() -> None:
    wrong = []
    for path in python_files(tests=True):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            found = NOQA.search(line)
            if found and path != Path(__file__) and not NOQA_WITH_REASON.match(found["rest"]):
                wrong.append(place(path, number))
    expect_none(wrong)


def test_nothing_is_left_to_do() -> None:
    word = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    wrong = [
        place(path, number)
        for path in python_files(tests=True)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if word.search(line)
    ]
    expect_none(wrong)
