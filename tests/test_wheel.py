"""The wheel holds all it needs: installed alone, without node, away from the checkout, it serves."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.operator import Installation, fetch, free_port
from tests.tree import PACKAGE, ROOT

pytestmark = pytest.mark.slow
WANTED = [
    r"semainier/built/collected/staticfiles\.json",
    r"semainier/built/collected/core/semainier\.[0-9a-f]{12}\.css\.br",
    r"semainier/built/fonts/\S+\.ttf",
    r"semainier/territories/data/territories\.json\.gz",
    r"semainier/core/locale/fr/LC_MESSAGES/django\.mo",
    r"semainier/core/templates/core/base\.html",
    r"semainier/accounts/migrations/0001_initial\.py",
    r"config/settings\.py",
    r"semainier-\S+\.dist-info/licenses/LICENSE",
]
UNWANTED = [
    r".*/tests/.*",
    r".*\.po",
    r"tests/.*",
    r"node_modules/.*",
    r".*\.sqlite3",
    r"semainier/built/assets/.*",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tree, so that nothing is left in the checkout."""
    if not (PACKAGE / "built" / "collected" / "staticfiles.json").exists():
        pytest.skip("the assets are not built: make build")
    source = tmp_path_factory.mktemp("source") / "tree"
    source.mkdir()
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, source)
    for name in ("semainier", "config"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(source / "dist"),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with the locked packages into an environment of its own; give its `semainier`."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements" / "run.txt")
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    return home / "bin" / "semainier"


def test_wheel_holds_what_is_needed_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    missing = [pattern for pattern in WANTED if not any(re.fullmatch(pattern, name) for name in names)]
    extra = [name for name in names if any(re.fullmatch(pattern, name) for pattern in UNWANTED)]
    assert (missing, extra) == ([], [])


def test_installed_wheel_begins_and_serves(program: Path, tmp_path: Path) -> None:
    without_node = str(program.parent)
    place = Installation(tmp_path / "empty", program=(str(program),), PATH=without_node, PYTHONPATH="")
    assert shutil.which("node", path=without_node) is None

    place.set_up()

    with place.serving(SEMAINIER_PORT=str(free_port())) as (_process, address):
        status, body, _headers = fetch(f"{address}sante/")
        assert (status, b'"ok": true' in body) == (200, True)
        page = fetch(f"{address}compte/connexion/")[1].decode()
        assert 'lang="fr"' in page
        style = re.search(r'href="(/static/core/semainier\.[0-9a-f]{12}\.css)"', page)
        assert style is not None
        _status, _body, headers = fetch(address.rstrip("/") + style[1])
        assert "immutable" in headers["cache-control"]
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["var"]
