"""What a visitor may ask of the programme: the same words filter the page, the map and every feed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition, Theme
from semainier.core.search import normalise
from semainier.core.typography import typo
from semainier.core.words import day_words
from semainier.events.models import EventQuerySet
from semainier.events.queries.dates import takes_place
from semainier.events.vocabulary import ADMISSIONS, AUDIENCES, STATUSES, code_of, word_of
from semainier.organisations.models import Family, Organisation
from semainier.territories.models import Department, Region
from semainier.territories.queries import regions_on

OTHER_DAYS = "autres"  # the days outside the edition, for accepted events that lie there
LONGEST_SEARCH = 100
_SIREN = re.compile(r"[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that makes no sense: pages leave it out and say so, feeds refuse it with the code."""

    parameter: str
    value: str
    message: str

    @property
    def code(self) -> str:
        return f"programme.bad_{self.parameter}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What was understood: (parameter, value) in the order of READERS, each value once, known values only."""

    chosen: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    page: int = 1

    def values(self, parameter: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.chosen if name == parameter)

    def replacing(self, parameter: str, *values: str) -> "Filters":
        """Return the first page of the same filters with other values of one parameter, none to drop it."""
        kept = [pair for pair in self.chosen if pair[0] != parameter] + [
            (parameter, value) for value in values
        ]
        return Filters(tuple(sorted(kept, key=lambda pair: _ORDER[pair[0]])))

    def without(self, parameter: str, value: str) -> "Filters":
        return Filters(tuple(pair for pair in self.chosen if pair != (parameter, value)))

    @property
    def query(self) -> str:
        """Return the end of an address that asks for the same, from its question mark; "?" for everything."""
        pages = [("page", str(self.page))] if self.page > 1 else []
        return "?" + urlencode([*self.chosen, *pages])

    @property
    def feed_query(self) -> str:
        """Return the same without the page, empty for everything: the end of the address of a feed."""
        return replace(self, page=1).query.rstrip("?")


class Known:
    """What the filters of an edition may name; each kind is read, in one query, when first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in self.edition.themes.all()}

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.code: region for region in regions_on(self.edition.starts_on)}

    @cached_property
    def departments(self) -> dict[str, Department]:
        return {department.code: department for department in Department.objects.all()}

    @cached_property
    def families(self) -> dict[str, Family]:
        return {family.code: family for family in Family.objects.all()}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisations by SIREN, as `organisation` has met them."""
        return {}

    def organisation(self, siren: str) -> Organisation | None:
        if siren not in self.organisations:
            found = Organisation.objects.filter(siren=siren).first()
            if found is None:
                return None
            self.organisations[siren] = found
        return self.organisations[siren]

    def label(self, parameter: str, value: str) -> str:
        """Return a value in words, for a chip or a title."""
        return _LABELS[parameter](self, value)


def read_filters(data: QueryDict, known: Known) -> Filters:
    """Return what an address asks for; what makes no sense becomes a problem. Empty values ask for nothing.

    At most one query per kind of place, theme or family named, and one per SIREN.
    """
    chosen: dict[tuple[str, str], None] = {}
    problems: list[Problem] = []
    for parameter, reader in READERS.items():
        for raw in data.getlist(parameter):
            if not raw.strip():
                continue
            value = reader(known, raw.strip())
            if value is None:
                problems.append(Problem(parameter, raw, _message(parameter, raw)))
            else:
                chosen[parameter, value] = None
    asked = str(data.get("page", ""))
    page = _page(asked)
    if page is None:
        problems.append(Problem("page", asked, _message("page", asked)))
    return Filters(tuple(chosen), tuple(problems), page or 1)


def narrow(
    events: EventQuerySet, filters: Filters, edition: Edition, *, only: frozenset[str] | None = None
) -> EventQuerySet:
    """Return the events that meet every filter (with `only`, those parameters alone). No query."""
    for parameter, keep in _KEEPERS.items():
        values = filters.values(parameter)
        if values and (only is None or parameter in only):
            events = keep(events, values, edition)
    return events


def span_of(value: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north in degrees of a `bbox`, None when it is not one."""
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        return None
    inside = -180 <= west < east <= 180 and -90 <= south < north <= 90  # noqa: PLR2004 -- degrees of the globe
    return (west, south, east, north) if inside else None


def _page(raw: str) -> int | None:
    """Return the number of a page; None for what is not one. Nine digits are more than any list has."""
    if not raw.strip():
        return 1
    return int(raw) if re.fullmatch(r"[1-9][0-9]{0,8}", raw) else None


def _text(_known: Known, raw: str) -> str | None:
    words = " ".join(raw.split())
    return words if len(words) <= LONGEST_SEARCH and normalise(words) else None


def _day(_known: Known, raw: str) -> str | None:
    if raw == OTHER_DAYS:
        return raw
    try:
        return dt.date.fromisoformat(raw).isoformat()
    except ValueError:
        return None


def _siren(known: Known, raw: str) -> str | None:
    siren = raw.replace(" ", "")
    return siren if _SIREN.fullmatch(siren) and known.organisation(siren) else None


def _everybody(_known: Known, raw: str) -> str | None:
    return "tous" if AUDIENCES["tous"] == code_of(AUDIENCES, raw) else None


def _word(words: Mapping[str, str]) -> Callable[[Known, str], str | None]:
    return lambda _known, raw: word_of(words, code) if (code := code_of(words, raw)) else None


def _one_of(kind: str) -> Callable[[Known, str], str | None]:
    return lambda known, raw: raw.upper() if raw.upper() in getattr(known, kind) else None


def _same(kind: str) -> Callable[[Known, str], str | None]:
    return lambda known, raw: raw if raw in getattr(known, kind) else None


READERS: dict[str, Callable[[Known, str], str | None]] = {
    "q": _text,
    "jour": _day,
    "theme": _same("themes"),
    "region": _one_of("regions"),
    "departement": _one_of("departments"),
    "famille": _same("families"),
    "organisme": _siren,
    "public": _everybody,
    "acces": _word(ADMISSIONS),
    "statut": _word(STATUSES),
    "bbox": lambda _known, raw: raw if span_of(raw) else None,
}
_ORDER = {parameter: place for place, parameter in enumerate(READERS)}


def _on_days(events: EventQuerySet, values: tuple[str, ...], edition: Edition) -> EventQuerySet:
    wanted = Q(pk__in=())
    for value in values:
        if value == OTHER_DAYS:
            wanted |= ~takes_place(edition.starts_on, edition.ends_on)
        else:
            wanted |= takes_place(value, value)
    return events.filter(wanted)


def _within_box(events: EventQuerySet, values: tuple[str, ...], _edition: Edition) -> EventQuerySet:
    wanted = Q(pk__in=())
    for west, south, east, north in filter(None, map(span_of, values)):
        wanted |= Q(longitude__gte=west, longitude__lte=east, latitude__gte=south, latitude__lte=north)
    return events.filter(wanted)


def _matching(events: EventQuerySet, values: tuple[str, ...], _edition: Edition) -> EventQuerySet:
    return events.matching(" ".join(values))


def _codes(words: Mapping[str, str], values: tuple[str, ...]) -> list[str]:
    return [words[value] for value in values]


_Keeper = Callable[[EventQuerySet, tuple[str, ...], Edition], EventQuerySet]
# `public` is not here: what the public sees is open to all, so its one value changes nothing.
_KEEPERS: dict[str, _Keeper] = {
    "q": _matching,
    "jour": _on_days,
    "theme": lambda events, values, edition: events.filter(theme__in=edition.themes.filter(slug__in=values)),
    "region": lambda events, values, _edition: events.filter(region__in=values),
    "departement": lambda events, values, _edition: events.filter(department__in=values),
    "famille": lambda events, values, _edition: events.filter(organisation__family__in=values),
    "organisme": lambda events, values, _edition: events.filter(organisation__siren__in=values),
    "acces": lambda events, values, _edition: events.filter(admission__in=_codes(ADMISSIONS, values)),
    "statut": lambda events, values, _edition: events.filter(status__in=_codes(STATUSES, values)),
    "bbox": _within_box,
}


_LABELS: dict[str, Callable[[Known, str], str]] = {
    "q": lambda _known, value: _("“%(text)s”") % {"text": value},
    "jour": lambda _known, value: (
        _("Before or after the week") if value == OTHER_DAYS else day_words(dt.date.fromisoformat(value))
    ),
    "theme": lambda known, value: str(known.themes[value]),
    "region": lambda known, value: known.regions[value].name,
    "departement": lambda known, value: known.departments[value].name,
    "famille": lambda known, value: str(known.families[value]),
    "organisme": lambda known, value: typo(known.organisations[value].name),
    "public": lambda _known, _value: str(AUDIENCES["tous"].label),
    "acces": lambda _known, value: str(ADMISSIONS[value].label),
    "statut": lambda _known, value: str(STATUSES[value].label),
    "bbox": lambda _known, _value: _("Part of the map"),
}


def _message(parameter: str, raw: str) -> str:
    value = {"value": raw if len(raw) <= 40 else f"{raw[:39]}…"}  # noqa: PLR2004 -- enough to recognise it
    return {
        "q": _("“%(value)s” cannot be searched: write one to a hundred letters or digits."),
        "jour": _("“%(value)s” is not a day: write it as 2026-06-08."),
        "theme": _("This edition has no theme “%(value)s”."),
        "region": _("At the time of this edition no region had the code “%(value)s”."),
        "departement": _("No department has the code “%(value)s”."),
        "famille": _("No family of organisations is called “%(value)s”."),
        "organisme": _("No organisation has the SIREN “%(value)s”."),
        "public": _("“%(value)s” is not a public of this programme: everything here is open to all."),
        "acces": _("“%(value)s” is not a way to enter: libre or inscription."),
        "statut": _("“%(value)s” is not a status: prevu, complet, reporte or annule."),
        "bbox": _("“%(value)s” is not a part of the map: west, south, east, north in degrees."),
        "page": _("“%(value)s” is not a page."),
    }[parameter] % value
