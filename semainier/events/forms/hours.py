"""The dates of an event, as people type them: a line for each with its day, its hours, its last day if it goes on."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from semainier.core.errors import DomainError
from semainier.events.hours import end_instant_of, instant_of
from semainier.events.models import Event
from semainier.events.queries.dates import Span, spans_of
from semainier.events.services.sessions import MOST_DATES, checked_dates, days_of

A_YEAR = dt.timedelta(days=366)
NAMES = ("day", "start", "end", "last_day")
# The button that adds a line, or removes one: its name, and the beginning of its value.
BUTTON, ADD, REMOVE = "dates", "add", "remove-"
_FURTHER = re.compile(r"day_([1-9][0-9]?)")


def _date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def named(name: str, number: int) -> str:
    """Return the name of a field on a line: `day`, then `day_2`."""
    return name if number == 1 else f"{name}_{number}"


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one date."""

    number: int
    day: BoundField
    start: BoundField
    end: BoundField
    last_day: BoundField

    @property
    def is_open(self) -> bool:
        """Whether the last day shows at once."""
        return bool(self.last_day.value() or self.last_day.errors or self.end.errors)


class HoursForm(forms.Form):
    """One line of fields or several; `clean_hours` turns them into `sessions`: (beginning, end) of each date, in order.

    A line more is asked for by the button, with or without script: see `change_lines`.
    """

    day = forms.DateField(label=gettext_lazy("Day"), widget=_date_input())
    start = forms.TimeField(label=pgettext_lazy("hour", "Start"), widget=_time_input())
    end = forms.TimeField(label=pgettext_lazy("hour", "End"), widget=_time_input())
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=_date_input(),
        help_text=gettext_lazy("Only if the event goes on for several days."),
    )

    hours_alone_are_none = False  # whether a first line without a day is empty, as further lines are

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_lines(self.data if self.is_bound else self.initial)

    def _set_lines(self, values: Mapping[str, Any]) -> None:
        """Give the form the fields of the lines that are there, one at least; they follow those of the first."""
        found = {int(match[1]) for name in values if (match := _FURTHER.fullmatch(name))} - {1}
        self.numbers = [1, *sorted(found)][: MOST_DATES + 1]
        others = {name: field for name, field in self.fields.items() if not _is_further(name)}
        self.fields.clear()
        self._bound_fields_cache.clear()  # type: ignore[attr-defined]
        for name, field in others.items():
            self.fields[name] = field
            if name == "last_day":
                self.fields |= {
                    named(base, number): deepcopy(type(self).base_fields[base])
                    for number in self.numbers[1:]
                    for base in NAMES
                }

    @property
    def lines(self) -> list[Line]:
        return [Line(number, *(self[named(name, number)] for name in NAMES)) for number in self.numbers]

    @property
    def asks_for_lines(self) -> bool:
        """Whether the button that adds or removes a line was pressed, rather than one that saves."""
        return self.is_bound and bool(self.data.get(BUTTON))

    def change_lines(self) -> None:
        """Add or remove the line that the button asks for; nothing typed is lost, nothing is judged yet."""
        assert isinstance(self.data, QueryDict)  # noqa: S101 -- for the type checker
        rows = [[self.data.get(named(name, n), "") for name in NAMES] for n in self.numbers]
        wish = str(self.data[BUTTON])
        focus = len(rows) + 1
        if wish == ADD and len(rows) < MOST_DATES:
            rows.append(["", rows[-1][1], rows[-1][2], ""])
        elif wish.removeprefix(REMOVE).isdecimal() and len(rows) > 1:
            number = int(wish.removeprefix(REMOVE))
            rows = [row for n, row in zip(self.numbers, rows, strict=True) if n != number]
            focus = min(number, len(rows))
        data = QueryDict(mutable=True)
        for name, values in self.data.lists():
            if name != BUTTON and not _is_further(name):
                data.setlist(name, values)
        for number, row in enumerate(rows, start=1):
            for name, value in zip(NAMES, row, strict=True):
                data[named(name, number)] = value
        self.data = data
        self._set_lines(data)
        if named("day", focus) in self.fields:
            self.fields[named("day", focus)].widget.attrs["autofocus"] = True
        self._errors = ErrorDict()

    def full_clean(self) -> None:
        """Leave the further lines to `clean_hours`; their labels say all the same what a date needs."""
        further = [field for name, field in self.fields.items() if _is_further(name) and field.required]
        for field in further:
            field.required = False
        super().full_clean()
        for field in further:
            field.required = True

    def clean_hours(self, values: dict[str, Any], zone: ZoneInfo, around: dt.date) -> None:
        """Set `sessions` in the legal time of the place, empty without a date; say in words what does not hold.

        A draft has day and hours, or none of them: half of them could not be kept.
        """
        values["sessions"] = []
        found: list[Span] = []
        for number in self.numbers:
            span = self._span_of(values, number, zone, around)
            if span is None:
                continue
            try:
                found = checked_dates([*found, span], str(zone))
            except DomainError as error:
                self.add_error(named("day", number), f"{error.message} {error.next_step}")
        if not any(self.errors.get(named(name, number)) for number in self.numbers for name in NAMES):
            values["sessions"] = found

    def _span_of(self, values: dict[str, Any], number: int, zone: ZoneInfo, around: dt.date) -> Span | None:
        names = {name: named(name, number) for name in NAMES}
        needed = ("day", "last_day") if number > 1 or self.hours_alone_are_none else NAMES
        if not any(values.get(names[name]) or names[name] in self.errors for name in needed):
            return None
        self._ask_for_missing(values, names)
        if self.errors.keys() & set(names.values()):
            return None
        day = values[names["day"]]
        if abs(day - around) > A_YEAR:
            self.add_error(names["day"], _("Check the year of this day."))
            return None
        try:
            starts_at = instant_of(day, values[names["start"]], zone)
        except DomainError as error:
            self.add_error(names["start"], f"{error.message} {error.next_step}")
            return None
        ends_at = self._end_of(values, names, starts_at, zone)
        return (starts_at, ends_at) if ends_at else None

    def _ask_for_missing(self, values: dict[str, Any], names: dict[str, str]) -> None:
        missing = {
            "day": _("The day is missing."),
            "start": _("The hour of the beginning is missing."),
            "end": _("The hour of the end is missing."),
        }
        for name, words in missing.items():
            if values.get(names[name]) is None and names[name] not in self.errors:
                self.add_error(names[name], words)

    def _end_of(
        self, values: dict[str, Any], names: dict[str, str], starts_at: dt.datetime, zone: ZoneInfo
    ) -> dt.datetime | None:
        day, last_day = values[names["day"]], values.get(names["last_day"])
        if last_day and last_day < day:
            self.add_error(names["last_day"], _("The last day comes before the first."))
            return None
        try:
            ends_at = end_instant_of(
                starts_at, None if last_day == day else last_day, values[names["end"]], zone
            )
        except DomainError as error:
            self.add_error(names["end"], f"{error.message} {error.next_step}")
            return None
        if ends_at <= starts_at:
            words = _("The end must come after the beginning. If it is on another day, give the last day.")
            self.add_error(names["end"], words)
            return None
        return ends_at


def _is_further(name: str) -> bool:
    """Whether a field stands on a further line."""
    base, _underscore, number = name.rpartition("_")
    return base in NAMES and number.isdecimal()


def hours_of_event(event: Event) -> dict[str, Any]:
    """Return what the fields show of an event; an end at midnight belongs to the day before. Queries as `spans_of`."""
    return hours_of_spans(spans_of(event), event.tz)


def hours_of_spans(spans: list[Span], zone: ZoneInfo) -> dict[str, Any]:
    """Return what the fields show of dates."""
    return dict(pair for number, span in enumerate(spans, start=1) for pair in _hours_of(number, span, zone))


def _hours_of(number: int, span: Span, zone: ZoneInfo) -> Iterator[tuple[str, Any]]:
    start, end = (moment.astimezone(zone) for moment in span)
    first_day, last_day = days_of(*span, zone)
    shown = (start.date(), start.time(), end.time(), None if first_day == last_day else end.date())
    yield from zip((named(name, number) for name in NAMES), shown, strict=True)
