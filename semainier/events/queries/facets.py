"""The controls of the programme: days, facets, chips, where each leads and what it would leave."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.core import clock
from semainier.events.queries.counts import Counts
from semainier.events.queries.filters import OTHER_DAYS, Filters, Known
from semainier.events.vocabulary import ADMISSIONS, STATUSES

_NEAREST = 3
# A list of more values than this starts closed.
_FEW = 6


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day of the edition in a row of drawers; day None: the days outside it."""

    day: dt.date | None
    number: int
    query: str
    is_past: bool
    is_today: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen and what it would leave."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    parameter: str
    title: str
    options: list[Option]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `query` is the address without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Controls:
    """All of them for one page; `kept` are the filters without a box of their own among the facets."""

    days: list[DayLink]
    facets: list[Facet]
    departments: list[Option]
    chips: list[Chip]
    kept: list[tuple[str, str]]
    nearest: list[DayLink]


def controls_of(known: Known, filters: Filters, counts: Counts) -> Controls:
    """Return the controls of a page. Four queries at most, those that `known` has not asked yet."""
    days = _days(known, filters, counts)
    facets = list(_facets(known, filters, counts))
    shown = {facet.parameter for facet in facets}
    chips = [
        Chip(known.label(parameter, value), filters.without(parameter, value).query)
        for parameter, value in filters.chosen
        if parameter != "public"
    ]
    wanted = [day for day in filters.values("jour") if day != OTHER_DAYS]
    return Controls(
        days=days,
        facets=facets,
        departments=_options(filters, counts, "departement", known.departments, known),
        chips=chips,
        kept=[pair for pair in filters.chosen if pair[0] not in shown],
        nearest=_nearest(days, dt.date.fromisoformat(wanted[0])) if wanted and not counts.total else [],
    )


def _days(known: Known, filters: Filters, counts: Counts) -> list[DayLink]:
    chosen, today = filters.values("jour"), clock.today()
    links = [
        DayLink(
            day,
            number,
            filters.replacing("jour", day.isoformat()).query,
            is_past=day < today,
            is_today=day == today,
            is_current=day.isoformat() in chosen,
        )
        for day, number in counts.days.items()
    ]
    if counts.other_days or OTHER_DAYS in chosen:
        query = filters.replacing("jour", OTHER_DAYS).query
        is_past = known.edition.ends_on < today
        links.append(
            DayLink(None, counts.other_days, query, is_past, is_today=False, is_current=OTHER_DAYS in chosen)
        )
    return links


def _facets(known: Known, filters: Filters, counts: Counts) -> Iterable[Facet]:
    """Yield the facets that offer a choice, or in which one was made."""
    by_number = sorted(known.regions, key=lambda code: -counts.facets["region"].get(code, 0))
    for parameter, title, values in (
        ("theme", _("Theme"), known.themes),
        ("acces", pgettext("to an event", "Entry"), ADMISSIONS),
        ("region", _("Region"), by_number),
        ("famille", _("Organiser"), known.families),
        ("statut", _("Status"), STATUSES),
    ):
        options = _options(filters, counts, parameter, values, known)
        chosen = any(option.is_chosen for option in options)
        if chosen or len(options) > 1:
            is_small = parameter in {"theme", "acces", "region"} and len(options) <= _FEW
            yield Facet(parameter, title, options, is_open=chosen or is_small)


def _options(
    filters: Filters, counts: Counts, parameter: str, values: Iterable[str], known: Known
) -> list[Option]:
    numbers, chosen = counts.facets[parameter], filters.values(parameter)
    return [
        Option(value, known.label(parameter, value), numbers.get(value, 0), value in chosen)
        for value in values
        if numbers.get(value) or value in chosen
    ]


def _nearest(days: list[DayLink], wanted: dt.date) -> list[DayLink]:
    """Return the days with events that lie nearest to the one that has none, in order."""
    full = [link for link in days if link.number and link.day is not None]
    near = sorted(full, key=lambda link: abs(((link.day or wanted) - wanted).days))[:_NEAREST]
    return [link for link in full if link in near]
