"""Templates: all compile, none is unused, none carries style or script of its own, none is too long."""

import functools
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines

from tests.tree import PACKAGE, expect_none, place, python_files

LONGEST = 150
OPTIONAL = "allauth.socialaccount"
# Mail programs read no style sheet but the one inside; a report that travels as one file has no other.
STYLED_INSIDE = {"mailings/mail.html", "report/bilan_file.html"}
DATA = re.compile(r'<script type="application/(?:ld\+)?json"')
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[^>{]*\son[a-z]+=", re.IGNORECASE)
STYLE = re.compile(r"<[^>]*\sstyle=|<style\b", re.IGNORECASE)
# Names that Django or allauth looks up by itself.
CALLED_FROM_OUTSIDE = re.compile(
    r"(400|403|404|429|500|403_csrf)\.html|(account|mfa|usersessions|django|allauth|socialaccount)/.*"
)
# Texts of mails, which carry no page's rules but must compile too.
SUFFIXES = {".html", ".txt", ".xml"}


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in SUFFIXES)


def name_of(path: Path) -> str:
    return path.as_posix().partition("/templates/")[2]


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_compiles(path: Path) -> None:
    if "load socialaccount" in path.read_text(encoding="utf-8") and not apps.is_installed(OPTIONAL):
        pytest.skip(f"{OPTIONAL} is an extra")
    engines["django"].get_template(name_of(path))


def pages() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in templates() if path.suffix == ".html"]


def test_no_script_in_a_page() -> None:
    wrong = [
        place(path) for path, text in pages() if any(not DATA.match(m[0]) for m in SCRIPT.finditer(text))
    ]

    expect_none(wrong)


def test_no_handler_in_a_page() -> None:
    expect_none([place(path) for path, text in pages() if HANDLER.search(text)])


def test_no_style_in_a_page() -> None:
    expect_none(
        [place(path) for path, text in pages() if STYLE.search(text) and name_of(path) not in STYLED_INSIDE]
    )


def test_no_template_is_too_long() -> None:
    expect_none(
        [place(path) for path in templates() if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST]
    )


@functools.cache
def everything() -> str:
    """Return all that may name a template: code, and the other templates."""
    files = [*python_files(), *templates()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_no_template_is_unused() -> None:
    """A template is named in full, or without the ending that code adds (`.html`, `_subject.txt`)."""
    wrong = []
    for path in templates():
        name = name_of(path)
        stem = re.sub(r"(_subject)?\.\w+$", "", name)
        folder = name.rpartition("/")[0]
        named = rf"""["']({re.escape(name)}(#\w+)?|{re.escape(stem)})["']|f["']{re.escape(folder)}/\{{"""
        spelled = re.compile(named)
        if not CALLED_FROM_OUTSIDE.fullmatch(name) and not spelled.search(everything()):
            wrong.append(name)
    expect_none(wrong)


def test_no_builtin_library_is_loaded_again() -> None:
    load = re.compile(r"{%\s*load [^%]*\b(i18n|static|semainier)\b")

    expect_none([place(path) for path in templates() if load.search(path.read_text(encoding="utf-8"))])


def test_no_page_asks_a_third_party() -> None:
    """No page asks a third party for anything: no address of another host in src, srcset, link or action."""
    foreign = re.compile(
        r"""(<(script|img|iframe|source|video|audio|form)\b[^>]*\b(src|srcset|action)=|<link\b[^>]*\bhref=)["']?(https?:)?//"""
    )

    expect_none([place(path) for path, text in pages() if foreign.search(text)])
