"""What a public page weighs, and that the build finds every sheet and script."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

from scripts import build_assets

BUILT = settings.PACKAGE_DIR / "built" / "assets"
built = pytest.mark.skipif(not BUILT.exists(), reason="the assets are not built: run scripts/build_assets.py")


def compressed(path: Path) -> int:
    return len(path.read_bytes() if path.suffix == ".woff2" else gzip.compress(path.read_bytes()))


@built
def test_public_page_is_light() -> None:
    parts = {
        name: compressed(BUILT / "core" / name)
        for name in ("semainier.css", "app.js", "fonts/bricolage.woff2")
    }

    assert parts["fonts/bricolage.woff2"] < 20_000
    assert sum(parts.values()) < 40_000


def test_entries_are_the_files_at_the_top_of_a_static_folder() -> None:
    names = build_assets.entries()

    assert {"core/app.js", "core/semainier.css", "map/map.js", "map/map.css"} <= set(names)
    assert not any("/js/" in name or "/css/" in name for name in names)


def test_every_sheet_and_script_is_imported() -> None:
    folder = settings.PACKAGE_DIR / "core" / "static" / "core"
    text = "".join(path.read_text(encoding="utf-8") for path in (folder / "semainier.css", folder / "app.js"))
    parts = [path.name for kind in ("css", "js") for path in (folder / kind).iterdir()]

    assert [name for name in parts if name not in text and name != "words.js"] == []
