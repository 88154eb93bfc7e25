"""The bilan as a document: its data in words, typeset by Typst as tagged PDF/UA."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from semainier.campaigns.identity import tokens_of
from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.core.typography import typo
from semainier.core.words import day_words, days_words, hour_words, number, percent
from semainier.report import sentences
from semainier.report.figures import Count, Figures, Group
from semainier.report.queries.bilan import Bar, Bilan, SnapshotLine
from semainier.report.queries.board import funnel_of

TEMPLATE = Path(__file__).parent / "typst" / "bilan.typ"
MOST_DRAWERS = 1200
FONTS = Path(settings.PACKAGE_DIR) / "built" / "fonts"


def bilan_pdf_bytes(bilan: Bilan) -> bytes:
    """Return the bilan as PDF/UA-1 in the language in force. No query beyond those of the bilan.

    Raises DomainError `report.no_fonts` in a place where the assets were not built.
    """
    if not any(FONTS.glob("*.ttf")):
        raise DomainError(
            "report.no_fonts",
            _("The typefaces of documents are missing."),
            _("Build the assets: make build."),
        )
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(document_data(bilan))},
        pdf_standards=["ua-1"],
    )
    return made


def document_data(bilan: Bilan) -> dict[str, Any]:
    """Return all that the document shows, as words and shares between 0 and 1. No query."""
    edition, figures = bilan.edition, bilan.figures
    now = clock.now().astimezone(clock.PARIS)
    language = "en" if get_language() == "en" else "fr"
    days = days_words(edition.starts_on, edition.ends_on)
    return {
        "language": language,
        "region": "GB" if language == "en" else "FR",
        "date": [now.year, now.month, now.day],
        "kicker": " · ".join(filter(None, [_("Report"), bilan.scope])),
        "title": typo(edition.name) if language == "fr" else edition.name,
        "document_title": " – ".join(filter(None, [_("Report"), edition.name, bilan.scope])),
        "subtitle": typo(edition.headline) if language == "fr" else edition.headline,
        "days": days,
        "state": _state(figures),
        "taken": _("Figures of %(day)s, %(hour)s")
        % {"day": day_words(now.date(), year=True), "hour": hour_words(now.time())},
        "colours": {name: light for name, (light, _dark) in _tokens(edition.hue_a, edition.hue_b).items()},
        **{name: text for name, text in sentences.words_of(bilan).items() if name.endswith("line")},
        "words": _words(),
        "cover_line": sentences.headline(figures, digits=1, whole=True) + ".",
        "matrix": _matrix(figures),
        "national": _national(bilan.national),
        "drawers": [{"label": column.label, "count": number(column.count)} for column in bilan.days],
        "funnel": [
            {
                "name": step.name,
                "count": number(step.count),
                "share": percent(step.share, 0),
                "width": float(step.width) / 100,
            }
            for step in funnel_of(figures, edition)
        ],
        "goals": [_goal(goal) for goal in figures.goals or ()],
        "compared": [[row.name, row.then_words, row.now_words, row.gap_words] for row in bilan.compared],
        "compared_head": [
            _("Figure"),
            sentences.words_of(bilan)["before_name"],
            sentences.words_of(bilan)["now_name"],
            _("Gap"),
        ],
        "themes": _bars(bilan.themes),
        "kinds": _bars(bilan.kinds),
        "columns": _columns(figures.by_day),
        "regions": _groups(figures.by_region, figures),
        "families": _groups(figures.by_family, figures),
        "snapshots": [_snapshot(line) for line in bilan.snapshots if line.snapshot.is_published],
        "method": _method(figures),
    }


def _matrix(figures: Figures) -> dict[str, Any] | None:
    """Return how many small drawers there are and how many are open; none where they are too many to see."""
    if not figures.listed or figures.listed > MOST_DRAWERS or figures.participants is None:
        return None
    words = _("One drawer per organisation of the list: %(open)s of %(all)s are open.")
    values = {"open": number(figures.participants), "all": number(figures.listed)}
    return {"open": figures.participants, "all": figures.listed, "words": words % values}


def _tokens(hue_a: str, hue_b: str) -> dict[str, tuple[str, str]]:
    tokens = tokens_of(hue_a, hue_b)
    return {name: getattr(tokens, name) for name in ("a", "a_front", "a_soft", "b", "b_soft", "b_deep")}


def _state(figures: Figures) -> str:
    return _("Final figures") if figures.is_final else _("Figures so far")


def _words() -> dict[str, str]:
    """Return the fixed words of the document."""
    return {
        "participation": _("Participation"),
        "from_list": _("From the member list to the outcome"),
        "beside": _("Beside the edition before"),
        "goals": _("Goals"),
        "goal": _("Goal"),
        "target": _("Aimed at"),
        "reached": _("Reached"),
        "events": _("Events"),
        "events_count": _("Events"),
        "attendance": _("Attendance"),
        "by_theme": _("Events by theme"),
        "theme": _("Theme"),
        "by_day": _("Events by day"),
        "day_note": _("An event of several days counts on its first."),
        "by_kind": _("Events by type"),
        "kind": _("Type"),
        "regions": _("By region"),
        "region": _("Region"),
        "families": _("By family"),
        "family": _("Family"),
        "listed": _("On the list"),
        "participants": _("Taking part"),
        "rate": _("Rate"),
        "together": _("Together"),
        "kept": _("Figures and method"),
        "snapshots": _("Figures published so far"),
        "day": _("Day"),
        "figures": _("Figures"),
        "organisations": _("Organisations"),
        "method": _("How it was counted"),
        "page_of": pgettext("page n of m", "{n} / {m}"),
        "step": _("Step"),
        "of_list": _("Of the list"),
    }


def _national(national: Figures | None) -> str:
    if national is None:
        return ""
    return _("In the whole federation: %(n)s organisations of %(all)s, or %(rate)s.") % {
        "n": number(national.participants),
        "all": number(national.listed),
        "rate": percent(national.rate),
    }


def _goal(goal: Any) -> list[str]:
    result = {None: _("unknown"), True: _("reached"), False: _("not reached")}[goal.is_reached]
    return [goal.label, number(goal.target), number(goal.reached, 1 if goal.is_rate else 0), result]


def _bars(bars: list[Bar]) -> list[dict[str, Any]]:
    return [{"label": bar.label, "count": number(bar.count), "width": float(bar.width) / 100} for bar in bars]


def _columns(rows: tuple[Count, ...] | None) -> dict[str, Any]:
    shown = rows or ()
    highest = max((row.count for row in shown), default=0) or 1
    alt = "; ".join(f"{row.label}{pgettext('label and error', ':')} {number(row.count)}" for row in shown)
    return {"alt": alt, "heights": [row.count / highest for row in shown]}


def _groups(groups: tuple[Group, ...] | None, figures: Figures) -> dict[str, Any]:
    """Return the lines of a table, the highest rate first, and its sum."""
    shown = sorted(groups or (), key=lambda group: (not group.listed, -(group.rate or 0), group.label))
    highest = max((group.rate or 0 for group in shown), default=0) or 1
    lines = [
        {
            "cells": [
                group.label,
                number(group.listed),
                number(group.participants),
                percent(group.rate),
                number(group.events),
            ],
            "width": (group.rate or 0) / highest,
        }
        for group in shown
    ]
    total = [
        _("Together"),
        number(figures.listed),
        number(figures.participants),
        percent(figures.rate),
        number(figures.events),
    ]
    return {"lines": lines, "total": total}


def _snapshot(line: SnapshotLine) -> list[str]:
    day = line.snapshot.taken_at.astimezone(clock.PARIS).date()
    figures = line.figures
    return [
        day_words(day, weekday=False, year=True),
        line.snapshot.label,
        str(line.snapshot.get_source_display()),
        number(figures.participants),
        percent(figures.rate),
        number(figures.events),
    ]


def _method(figures: Figures) -> list[str]:
    """Return the definitions and sources, one paragraph each."""
    basis = (
        _("An organisation takes part when at least one of its events was held, as it told afterwards.")
        if figures.is_final
        else _("An organisation takes part, so far, when at least one of its events is published.")
    )
    return [
        basis,
        _("The rate is over the dated member list of the edition: %(n)s organisations.")
        % {"n": number(figures.listed)},
        _("Events, regions and families add up by lead organiser: an event of several counts once."),
        _("Regions are those of the days of the edition. What nobody told is unknown, and stands as a dash."),
        _("Source: what the organisations declared and their regions read, counted by Semainier."),
    ]
