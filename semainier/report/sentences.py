"""What the figures say, in sentences with their numbers: for the board, the bilan and its document."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.campaigns.models import Edition
from semainier.core.words import listing, number, percent
from semainier.report.figures import Count, Figures, ratio
from semainier.report.queries.bilan import Bilan
from semainier.report.queries.board import Board


def short_name(edition: Edition, other: Edition) -> str:
    """Return the year of an edition where that tells it from the other, else its name."""
    return str(edition.starts_on.year) if edition.starts_on.year != other.starts_on.year else edition.name


def headline(figures: Figures, *, digits: int = 0, whole: bool = False) -> str:
    """Return who takes part, in one sentence without its full stop; `whole` names the size of the list."""
    count = (figures.committed if figures.counts_commitments else figures.participants) or 0
    said = (_of_the_list if whole and figures.listed else _alone)(figures, count)
    sentence = said % {"n": number(count), "all": number(figures.listed)}
    share = ratio(count, figures.listed)
    if share is None:
        return sentence
    return _("%(sentence)s, or %(rate)s") % {"sentence": sentence, "rate": percent(share, digits)}


def _alone(figures: Figures, count: int) -> str:
    if figures.counts_commitments:
        return ngettext("%(n)s organisation has joined", "%(n)s organisations have joined", count)
    if figures.is_final:
        return ngettext("%(n)s organisation took part", "%(n)s organisations took part", count)
    return ngettext("%(n)s organisation takes part", "%(n)s organisations take part", count)


def _of_the_list(figures: Figures, count: int) -> str:
    if figures.counts_commitments:
        return ngettext(
            "%(n)s of %(all)s organisations has joined", "%(n)s of %(all)s organisations have joined", count
        )
    if figures.is_final:
        return ngettext(
            "%(n)s of %(all)s organisations took part", "%(n)s of %(all)s organisations took part", count
        )
    return ngettext(
        "%(n)s of %(all)s organisations takes part", "%(n)s of %(all)s organisations take part", count
    )


def standing(board: Board) -> list[str]:
    """Return how the participation stands beside the edition before, the goal, the whole federation."""
    found = []
    figures = board.figures
    if board.then is not None and board.edition.previous is not None:
        year = short_name(board.edition.previous, board.edition)
        words = (
            _("They were %(n)s in %(year)s.")
            if figures.is_final
            else _("They were %(n)s at the same date in %(year)s.")
        )
        found.append(words % {"n": number(board.then), "year": year})
    if board.national is not None:
        found.append(_("In the whole federation: %(rate)s.") % {"rate": percent(board.national.rate, 0)})
    elif goal := next((goal for goal in figures.goals or () if goal.kind == "participants"), None):
        share = ratio(goal.target, figures.listed)
        found.append(
            _("The goal is %(n)s, or %(rate)s.") % {"n": number(goal.target), "rate": percent(share, 0)}
        )
        there = sum(1 for group in figures.by_region or () if share and group.rate and group.rate >= share)
        regions = sum(1 for group in figures.by_region or () if group.listed)
        words = ngettext(
            "%(n)s region of %(all)s is there already.", "%(n)s regions of %(all)s are there already.", there
        )
        found.append(words % {"n": number(there), "all": number(regions)})
    return found


def growth(board: Board) -> str:
    """Return what the curves show, in a title."""
    previous = board.edition.previous
    if previous is None or board.lead is None:
        return _("Week after week")
    year, gap = short_name(previous, board.edition), abs(board.lead)
    if board.lead == 0:
        return _("As many as in %(year)s") % {"year": year}
    words = (
        ngettext("%(n)s organisation ahead of %(year)s", "%(n)s organisations ahead of %(year)s", gap)
        if board.lead > 0
        else ngettext("%(n)s organisation behind %(year)s", "%(n)s organisations behind %(year)s", gap)
    )
    return words % {"n": number(gap), "year": year}


def attendance(figures: Figures) -> str:
    """Return how many came, always with the share of the events that say so."""
    if not figures.events_held:
        return _("Attendance unknown: no event has been told of yet.")
    if not figures.attendance_known:
        return _("Attendance unknown: no answer with a figure.")
    visitors = ngettext("%(n)s visitor", "%(n)s visitors", figures.attendance or 0) % {
        "n": number(figures.attendance)
    }
    words = ngettext(
        "%(visitors)s at %(known)s event of %(held)s held (%(rate)s).",
        "%(visitors)s at %(known)s events of %(held)s held (%(rate)s).",
        figures.attendance_known,
    )
    said = words % {
        "visitors": visitors,
        "known": number(figures.attendance_known),
        "held": number(figures.events_held),
        "rate": percent(figures.attendance_rate),
    }
    unknown = figures.attendance_unknown or 0
    rest = ngettext("For %(n)s event it is unknown.", "For %(n)s events it is unknown.", unknown) % {
        "n": number(unknown)
    }
    return f"{said} {rest}" if unknown else said


def responses(figures: Figures) -> str:
    """Return how many organisers have told how their event went."""
    if not figures.events_over:
        return _("No event is over yet.")
    words = ngettext(
        "%(n)s event of %(all)s that are over has been told of (%(rate)s).",
        "%(n)s events of %(all)s that are over have been told of (%(rate)s).",
        figures.events_answered or 0,
    )
    return words % {
        "n": number(figures.events_answered),
        "all": number(figures.events_over),
        "rate": percent(figures.response_rate),
    }


def most(rows: tuple[Count, ...] | None, total: int | None) -> str:
    """Return which row leads a chart and by how much of the whole; empty when nothing is counted."""
    shown = [row for row in rows or () if row.count]
    if not shown or not total:
        return ""
    first = max(shown, key=lambda row: row.count)
    return _("%(name)s comes first: %(n)s of %(all)s, or %(rate)s.") % {
        "name": first.label,
        "n": number(first.count),
        "all": number(total),
        "rate": percent(ratio(first.count, total), 0),
    }


def events_line(figures: Figures) -> str:
    """Return how many events there were, and what became of them."""
    if figures.events is None:
        return _("Number of events unknown.")
    said = (
        ngettext("%(n)s event was held", "%(n)s events were held", figures.events)
        if figures.is_final
        else ngettext("%(n)s event in the programme", "%(n)s events in the programme", figures.events)
    ) % {"n": number(figures.events)}
    asides = []
    if figures.events_cancelled:
        words = ngettext("%(n)s was cancelled", "%(n)s were cancelled", figures.events_cancelled)
        asides.append(words % {"n": number(figures.events_cancelled)})
    if figures.events_co_organised:
        words = ngettext(
            "%(n)s has several organisers", "%(n)s have several organisers", figures.events_co_organised
        )
        asides.append(words % {"n": number(figures.events_co_organised)})
    if not asides:
        return f"{said}."
    return _("%(events)s; %(asides)s.") % {"events": said, "asides": listing(asides)}


def regions_line(figures: Figures) -> str:
    """Return how many regions took part and which has the highest rate; empty where there is no choice."""
    groups = [group for group in figures.by_region or () if group.listed]
    active = [group for group in groups if group.participants]
    if not active or len(groups) == 1:
        return ""
    first = max(active, key=lambda group: group.rate or 0)
    words = ngettext(
        "%(n)s region of %(all)s took part; the highest rate is that of %(name)s (%(rate)s).",
        "%(n)s regions of %(all)s took part; the highest rate is that of %(name)s (%(rate)s).",
        len(active),
    )
    return words % {
        "n": number(len(active)),
        "all": number(len(groups)),
        "name": first.label,
        "rate": percent(first.rate, 0),
    }


def words_of(found: Bilan) -> dict[str, str]:
    """Return the sentences of a bilan, for pages and for the document."""
    figures, previous = found.figures, found.edition.previous
    return {
        "headline": headline(figures, digits=1),
        "events_line": events_line(figures),
        "attendance_line": attendance(figures),
        "responses_line": responses(figures),
        "theme_line": most(figures.by_theme, figures.events),
        "day_line": most(figures.by_day, figures.events),
        "region_line": regions_line(figures),
        "before_name": short_name(previous, found.edition) if previous else "",
        "now_name": short_name(found.edition, previous or found.edition),
    }
