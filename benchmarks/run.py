#!/usr/bin/env python3
"""Measure Semainier: `make bench`, or `benchmarks/run.py [EVENTS …] [--only DATABASE] [--seconds N]`.

Each figure stands beside that of a bare page of as many bytes on the same server. The report goes to
benchmarks/results/; without PostgreSQL that half is left out. The default takes less than twenty minutes.
"""

import argparse
import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import browser, tables  # noqa: E402 -- after the path
from benchmarks.load import cpu_seconds, fetch, highest, highest_growth, peaks_forgotten, press  # noqa: E402
from benchmarks.places import Places, bare_served, run_script, served  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
IMPORTED = 10_000
AT_ONCE = (1, 8)
ADDRESSES = 8
LIMIT = 20 * 60
# A new size is not begun when so much of the limit is gone.
ENOUGH = 0.8
WORDS = (
    "jardin",
    "vélos",
    "gardiens",
    "tilleuls",
    "chorale",
    "moulin",
    "erables",
    "architecte",
    "aînés",
    "plaine",
    "fresque",
)
WITH_POSTGRES = ROOT / "scripts" / "with_postgres.sh"

Found = dict[str, Any]


def pages_of(found: Found) -> dict[str, list[str]]:
    """Return the pages to measure, each by addresses that are asked in turn."""
    programme = f"/{found['edition']}/programme/"
    crossed = [{"theme": theme, "region": region} for theme in found["themes"] for region in found["regions"]]
    return {
        "programme": [programme],
        "programme, filtered": [f"{programme}?{urlencode(pair)}" for pair in crossed],
        "programme, searched": [f"{programme}?{urlencode({'q': word})}" for word in WORDS],
        "programme, page 50": [f"{programme}?page=50"],
        "event": [f"{programme}{slug}/" for slug in found["events"]],
    }


def warm_up(port: int, found: Found) -> None:
    """Let both workers read their templates, on pages that are not measured."""
    programme = f"/{found['edition']}/programme/"
    for path in (f"{programme}?acces=libre", f"{programme}{found['events'][0]}/") * 8:
        fetch(port, path)


def measure_page(
    port: int, bare_port: int, paths: Sequence[str], seconds: float, pids: Sequence[int]
) -> Found:
    paths = paths[:ADDRESSES]
    answers = [fetch(port, path) for path in paths]
    if wrong := [answer.status for answer in answers if answer.status != HTTPStatus.OK]:
        raise SystemExit(f"{paths[0]} answers {wrong[0]}")
    size = round(statistics.mean(answer.size for answer in answers))
    found: Found = {
        "kb": size / 1000,
        "first_ms": statistics.median(answer.seconds for answer in answers) * 1000,
        "at_once": {},
        "bare": {},
    }
    for path in [*paths] * 2:  # each worker remembers for itself
        fetch(port, path)
    for number in AT_ONCE:
        used = cpu_seconds(pids)
        speed = press(port, paths, concurrency=number, seconds=seconds)
        found["cpu_ms"] = (cpu_seconds(pids) - used) / max(1, speed.requests) * 1000
        bare = press(bare_port, [f"/{size}"], concurrency=number, seconds=seconds / 2)
        found["at_once"][str(number)] = dataclasses.asdict(speed)
        found["bare"][str(number)] = dataclasses.asdict(bare)
    return found


def measure_stream(port: int, bare_port: int, path: str, pids: Sequence[int]) -> Found:
    held = peaks_forgotten(pids)
    answer = fetch(port, path)
    grown, most = highest_growth(held), highest(held)
    bare = min(fetch(bare_port, f"/{answer.size}").seconds for _ in range(3))
    return {
        "mb": answer.size / 1e6,
        "seconds": answer.seconds,
        "bare_seconds": bare,
        "grows_mb": grown,
        "highest_mb": most,
    }


def measure_size(places: Places, events: int, seconds: float, results: Found) -> None:
    place = places.copy(f"of_{events}")
    tell(f"{places.engine}, {events:,} events: fill")
    found = run_script(place, "fill.py", str(events))
    about = {"engine": places.engine, "events": events}
    with served(place) as (port, pids), bare_served(places.engine) as bare_port:
        warm_up(port, found)
        for name, paths in pages_of(found).items():
            tell(f"{places.engine}, {events:,} events: {name}")
            page = measure_page(port, bare_port, paths, seconds, pids)
            if name == "programme, page 50":  # its counts are those of the first page
                page["first_ms"] = None
            results["pages"].append({**about, "page": name, **page})
        for export in ("geojson", "ics"):
            tell(f"{places.engine}, {events:,} events: {export}")
            path = f"/{found['edition']}/programme.{export}"
            results["streams"].append(
                {**about, "export": export, **measure_stream(port, bare_port, path, pids)}
            )
        if places.engine == "sqlite" and (
            weight := browser.weigh(f"http://localhost:{port}/{found['edition']}/programme/")
        ):
            results["weights"].append({"events": events, **weight})
    places.drop(place)


def measure_import(places: Places, rows: int, results: Found) -> None:
    tell(f"{places.engine}: import of {rows:,} organisations")
    place = places.copy("import")
    results["imports"].append({"engine": places.engine, **run_script(place, "import_rows.py", str(rows))})
    places.drop(place)


def tell(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def engines_wanted(only: str | None) -> list[str]:
    """Return the databases to measure; PostgreSQL when its server has been started around us."""
    there = ["sqlite", *(["postgresql"] if os.environ.get("TEST_DATABASE_URL") else [])]
    return [engine for engine in there if only in {None, engine}]


def measure(arguments: argparse.Namespace) -> Found:
    began = time.monotonic()
    results: Found = {
        "machine": tables.machine(),
        "pages": [],
        "streams": [],
        "imports": [],
        "weights": [],
        "left_out": [],
    }
    with tempfile.TemporaryDirectory(prefix="semainier-bench-") as folder:
        kinds = {}
        for engine in engines_wanted(arguments.only):
            tell(f"{engine}: set up")
            kinds[engine] = Places(engine, Path(folder, engine))
            measure_import(kinds[engine], arguments.rows, results)
        for events in sorted(arguments.sizes):
            for engine, places in kinds.items():
                if time.monotonic() - began > LIMIT * ENOUGH:
                    results["left_out"].append(f"Left out for want of time: {events:,} events on {engine}.")
                else:
                    measure_size(places, events, arguments.seconds, results)
    results["seconds"] = time.monotonic() - began
    return results


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="EVENTS")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=3, help="how long each page is pressed")
    parser.add_argument("--rows", type=int, default=IMPORTED, help="organisations to import")
    parser.add_argument("--output", type=Path, default=ROOT / "benchmarks" / "results")
    return parser.parse_args()


def start_postgres(arguments: argparse.Namespace) -> None:
    """Begin again inside a PostgreSQL of our own, when one can be had and is wanted."""
    if os.environ.get("TEST_DATABASE_URL") or arguments.only == "sqlite":
        return
    if subprocess.run([WITH_POSTGRES, "true"], check=False).returncode:
        tell("PostgreSQL is left out")
        return
    again = [str(WITH_POSTGRES), sys.executable, __file__, *sys.argv[1:]]
    os.execv(WITH_POSTGRES, again)  # noqa: S606 -- our own script takes our place


def main() -> None:
    arguments = read_arguments()
    start_postgres(arguments)
    results = measure(arguments)
    arguments.output.mkdir(parents=True, exist_ok=True)
    report = tables.markdown(results)
    (arguments.output / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    (arguments.output / "results.md").write_text(report, encoding="utf-8")
    print(report)
    tell(f"written to {arguments.output}")


if __name__ == "__main__":
    main()
