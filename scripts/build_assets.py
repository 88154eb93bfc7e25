"""Make semainier/built: bundles of CSS and JS, the display face for pages, the typefaces of the PDFs.

Convention: each `semainier/<app>/static/<name>/*.css` and `*.js` at the top level of its folder is an entry;
it becomes `semainier/built/assets/<name>/<file>`, bundled and minified. What it imports stays in subfolders.
Pages work without the build too, unbundled. Without a changed input nothing is done; `--force` builds anyway.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import build_fonts  # noqa: E402 -- a sibling script

MODULES = ROOT / "node_modules"
BUILT = ROOT / "semainier" / "built"
ASSETS = BUILT / "assets"
FONTS = BUILT / "fonts"
STAMP = BUILT / "assets.stamp"
WEB_FONTS = Path("core") / "fonts"
ESBUILD = MODULES / ".bin" / "esbuild"
# The oldest browsers that get everything; older ones get the page without enhancements.
TARGETS = "chrome100,safari15.4,firefox100"
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--charset=utf8",
    f"--target={TARGETS}",
    "--external:*.woff2",
    "--loader:.png=dataurl",
    "--legal-comments=inline",
    "--log-level=warning",
)


def entries() -> dict[str, Path]:
    """Return {address below assets: source}."""
    found = [path for kind in ("css", "js") for path in (ROOT / "semainier").glob(f"*/static/*/*.{kind}")]
    return {f"{path.parent.name}/{path.name}": path for path in sorted(found)}


def fingerprint(paths: list[Path]) -> str:
    """Return a hash of the files, their names included."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def inputs() -> dict[str, str]:
    """Return the state of what each half of the build depends on."""
    sources = [path for path in (ROOT / "semainier").glob("*/static/**/*") if path.suffix in {".css", ".js"}]
    lock = ROOT / "package-lock.json"
    return {
        "bundles": fingerprint([*sources, lock, Path(__file__)]),
        "fonts": fingerprint([lock, Path(build_fonts.__file__)]),
    }


def bundle(target: Path) -> None:
    """Run esbuild over every entry, once for each kind."""
    for kind in (".css", ".js"):
        named = [
            f"{name.removesuffix(kind)}={path}" for name, path in entries().items() if path.suffix == kind
        ]
        if named:
            command = [str(ESBUILD), *named, *OPTIONS, f"--outdir={target}"]
            subprocess.run(command, check=True, cwd=ROOT)


def build(*, force: bool = False) -> bool:
    """Build what has changed; return whether anything was done. Old assets stand until the new are whole."""
    wanted = inputs()
    done = json.loads(STAMP.read_text()) if STAMP.exists() and not force else {}
    stale = {part for part, state in wanted.items() if done.get(part) != state}
    stale |= {"bundles"} if not ASSETS.exists() else set()
    stale |= {"fonts"} if not (FONTS.exists() and (ASSETS / WEB_FONTS).exists()) else set()
    if not stale:
        return False
    if not ESBUILD.exists():
        sys.exit("esbuild is missing: run `npm ci` first.")
    fresh = BUILT / "assets.new"
    shutil.rmtree(fresh, ignore_errors=True)
    bundle(fresh)
    if "fonts" in stale:
        FONTS.mkdir(parents=True, exist_ok=True)
        build_fonts.build(MODULES, web=fresh / WEB_FONTS, print_=FONTS)
    else:
        shutil.copytree(ASSETS / WEB_FONTS, fresh / WEB_FONTS)
    shutil.rmtree(ASSETS, ignore_errors=True)
    fresh.rename(ASSETS)
    STAMP.write_text(json.dumps(wanted))
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build even when nothing has changed")
    if build(force=parser.parse_args().force):
        size = sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file())
        print(f"assets built: {size // 1024} kB in {BUILT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
