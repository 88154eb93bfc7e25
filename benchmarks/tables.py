"""The figures in words: one Markdown table per question, and the first aims."""

import os
import platform
from collections.abc import Iterable, Sequence
from typing import Any

import django
import granian

from benchmarks.load import instrument

Rows = list[dict[str, Any]]
SLOWER, HEAVIEST, MOST_REQUESTS = 1.5, 100, 8


def markdown(results: dict[str, Any]) -> str:
    """Return the whole report."""
    parts = [heading(results), *(tables_of(engine, rows) for engine, rows in by_engine(results["pages"]))]
    parts += [streams(results["streams"]), imports(results["imports"]), weights(results["weights"])]
    parts += [aims(results), *results["left_out"]]
    return "\n\n".join(part for part in parts if part) + "\n"


def machine() -> str:
    versions = (
        f"Python {platform.python_version()}, Django {django.__version__}, granian {granian.__version__}"
    )
    return f"{os.cpu_count()} cores, {versions}, load by {instrument()} on the same machine"


def heading(results: dict[str, Any]) -> str:
    return (
        f"# Benchmark\n\n{results['machine']}; {results['seconds']:.0f} s in all. "
        "Two workers; PostgreSQL without fsync. "
        "“× bare”: how many times slower than as many bytes made by nothing, on the same server. "
        "“first”: what a page takes whose counts the worker does not remember, as after every write. "
        "“CPU”: what the server computes for a page, whatever else the machine does."
    )


def tables_of(engine: str, rows: Rows) -> str:
    header = (
        "page", "events", "kB", "first ms", "CPU ms", "p50 ms, 1 at once", "p99 ms", "requests/s", "× bare",
        "p50 ms, 8 at once", "p99 ms", "requests/s", "× bare",
    )  # fmt: skip
    lines = [
        (
            row["page"], f"{row['events']:,}", number(row["kb"]), number(row["first_ms"]), number(row["cpu_ms"]),
            *(cell for n in ("1", "8") for cell in speed_cells(row["at_once"][n], row["bare"][n])),
        )
        for row in sorted(rows, key=lambda row: (row["page"], row["events"]))
    ]  # fmt: skip
    return f"## Pages on {engine}\n\n" + table(header, lines)


def speed_cells(speed: dict[str, float], bare: dict[str, float]) -> tuple[str, ...]:
    errors = f" ({speed['errors']} errors)" if speed["errors"] else ""
    ratio = bare["per_second"] / speed["per_second"] if speed["per_second"] else None
    return number(speed["p50"]), number(speed["p99"]), number(speed["per_second"]) + errors, number(ratio)


def streams(rows: Rows) -> str:
    header = (
        "export",
        "database",
        "events",
        "MB",
        "seconds",
        "events/s",
        "× bare",
        "memory grows by MB",
        "at most MB",
    )
    lines = [
        (
            row["export"], row["engine"], f"{row['events']:,}", number(row["mb"]), number(row["seconds"]),
            number(row["events"] / row["seconds"]), number(row["seconds"] / row["bare_seconds"]),
            number(row["grows_mb"]), number(row["highest_mb"]),
        )
        for row in rows
    ]  # fmt: skip
    return "## Exports, read to the end\n\n" + table(header, lines)


def imports(rows: Rows) -> str:
    header = ("database", "rows", "checked rows/s", "applied rows/s", "memory before MB", "at most MB")
    names = ("check_per_second", "apply_per_second", "megabytes_before", "megabytes")
    lines = [(row["engine"], f"{row['rows']:,}", *(number(row[name]) for name in names)) for row in rows]
    return "## Import of organisations (CSV)\n\n" + table(header, lines)


def weights(rows: Rows) -> str:
    header = ("events", "requests", "kB as sent", "kB with the page compressed")
    names = ("requests", "kb_sent", "kb_compressed")
    lines = [(f"{row['events']:,}", *(number(row[name]) for name in names)) for row in rows]
    return "## Weight of the programme page in a browser\n\n" + table(header, lines) if lines else ""


def aims(results: dict[str, Any]) -> str:
    """Return the first aims beside what was found; they are said, never asserted."""
    lines = []
    for engine, rows in by_engine(results["pages"]):
        first = {row["events"]: row for row in rows if row["page"] == "programme"}
        small, large = first[min(first)], first[max(first)]
        for name, value in (
            ("CPU", lambda row: row["cpu_ms"]),
            ("p50", lambda row: row["at_once"]["1"]["p50"]),
            ("first", lambda row: row["first_ms"]),
        ):
            found = value(large) / value(small)
            lines.append(
                (
                    f"{engine}: programme, {name}, {large['events']:,} events against {small['events']:,}",
                    f"≤ {SLOWER} ×",
                    f"{found:.2f} ×",
                    said(found <= SLOWER),
                )
            )
    for row in results["weights"][-1:]:
        kb, requests = row["kb_compressed"], row["requests"]
        lines.append(("programme page, compressed", f"< {HEAVIEST} kB", f"{kb:.0f} kB", said(kb < HEAVIEST)))
        lines.append(
            ("programme page", f"≤ {MOST_REQUESTS} requests", requests, said(requests <= MOST_REQUESTS))
        )
    return "## First aims\n\n" + table(("aim", "wanted", "found", ""), lines)


def said(is_met: bool) -> str:  # noqa: FBT001 -- the only thing it is asked
    return "met" if is_met else "**missed**"


def by_engine(rows: Rows) -> list[tuple[str, Rows]]:
    engines = dict.fromkeys(row["engine"] for row in rows)
    return [(engine, [row for row in rows if row["engine"] == engine]) for engine in engines]


def number(value: float | None) -> str:
    """Return three figures that matter, the whole part whole."""
    if value is None:
        return ""
    before_the_point = len(str(int(value)))
    return f"{value:,.{max(0, 3 - before_the_point)}f}"


def table(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
