"""Make semainier/built: bundles of CSS and JS, the display face for pages, the typefaces of the PDFs.

Convention: each `semainier/<app>/static/<name>/*.css` and `*.js` at the top level of its folder is an entry and becomes
`semainier/built/assets/<name>/<file>`, bundled and minified; what it imports stays in subfolders. Pages work without
the build too, unbundled. Nothing is done when no input has changed. `--force` builds anyway.
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
# The oldest browsers that get everything; older ones get the page without enhancements.
TARGETS = "chrome100,safari15.4,firefox100"


def entries() -> dict[str, Path]:
    """Return {name of the output without suffix or folder clash: source}."""
    found = sorted((ROOT / "semainier").glob("*/static/*/*.css")) + sorted(
        (ROOT / "semainier").glob("*/static/*/*.js")
    )
    return {f"{path.parent.name}/{path.name}": path for path in found}


def fingerprint() -> str:
    """Return a hash of all that the result depends on."""
    digest = hashlib.sha256()
    inputs = [path for path in (ROOT / "semainier").glob("*/static/**/*") if path.suffix in {".css", ".js"}]
    inputs += [ROOT / "package-lock.json", Path(__file__), Path(build_fonts.__file__)]
    for path in sorted(inputs):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def bundle() -> None:
    """Run esbuild once over every entry."""
    by_kind: dict[str, list[str]] = {".css": [], ".js": []}
    for name, source in entries().items():
        by_kind[source.suffix].append(f"{name.removesuffix(source.suffix)}={source}")
    for arguments in by_kind.values():
        if arguments:
            subprocess.run(
                [
                    str(MODULES / ".bin" / "esbuild"),
                    *arguments,
                    "--bundle",
                    "--minify",
                    "--format=esm",
                    "--charset=utf8",
                    f"--target={TARGETS}",
                    "--external:*.woff2",
                    "--loader:.png=dataurl",
                    "--legal-comments=inline",
                    "--log-level=warning",
                    f"--outdir={ASSETS}",
                ],
                check=True,
                cwd=ROOT,
            )


def build(*, force: bool = False) -> bool:
    """Build what has changed; return whether anything was done."""
    wanted = fingerprint()
    state = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if not force and state.get("inputs") == wanted and ASSETS.exists() and FONTS.exists():
        return False
    if not (MODULES / ".bin" / "esbuild").exists():
        sys.exit("esbuild is missing: run `npm ci` first.")
    for folder in (ASSETS, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    bundle()
    build_fonts.build(MODULES, web=ASSETS / "core" / "fonts", print_=FONTS)
    STAMP.write_text(json.dumps({"inputs": wanted}))
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build even when nothing has changed")
    if build(force=parser.parse_args().force):
        size = sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file())
        print(f"assets built: {size // 1024} kB in {BUILT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
