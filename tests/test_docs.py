"""The documentation: links lead somewhere, settings are all listed, nothing of the workshop is left in it."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.tree import ROOT, expect_none, place

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?: \"[^\"]*\")?\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
SETTING = re.compile(r"""["']((?:SEMAINIER_[A-Z_]+|DATABASE_URL|EMAIL_URL|CACHE_URL|STORAGE_URL))["']""")
# Names that only tests and the build use.
NOT_FOR_OPERATORS = {"SEMAINIER_ROOT"}
UNWANTED = re.compile("issue " + "#|" + r"\.\./" + "shared", re.IGNORECASE)


def pages() -> list[Path]:
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "semainier").glob("*/README.md")]
    return sorted(found)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings as code forges make them."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in HEADING.findall(text)
    }


def broken(page: Path) -> list[str]:
    wrong = []
    for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            wrong.append(f"{place(page)}: {link}")
    return wrong


@pytest.mark.parametrize("page", pages(), ids=place)
def test_links_lead_somewhere(page: Path) -> None:
    expect_none(broken(page))


def test_nothing_of_the_workshop_is_left() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts = [
        ROOT / name
        for name in listed.stdout.splitlines()
        if Path(name).suffix in {".md", ".py", ".html", ".toml", ".txt", ".css", ".js", ".po"}
    ]
    wrong = [
        place(path) for path in texts if path.exists() and UNWANTED.search(path.read_text(encoding="utf-8"))
    ]
    expect_none(wrong)


def test_every_setting_is_listed_for_operators() -> None:
    operations = ROOT / "docs" / "operations.md"
    if not operations.exists():
        pytest.skip("docs/operations.md is not written yet")
    used = {
        name
        for path in (ROOT / "config").glob("*.py")
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }

    assert (
        sorted(
            name
            for name in used - NOT_FOR_OPERATORS
            if f"`{name}`" not in operations.read_text(encoding="utf-8")
        )
        == []
    )
