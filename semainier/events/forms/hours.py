"""The day and the hours of an event, as people type them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from semainier.core.errors import DomainError
from semainier.events.hours import end_instant_of, instant_of
from semainier.events.models import Event

A_YEAR = dt.timedelta(days=366)


def _date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class HoursForm(forms.Form):
    """Day, hours and last day; `clean_hours` turns them into two instants, or leaves both empty."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=_date_input())
    start = forms.TimeField(label=pgettext_lazy("hour", "Start"), widget=_time_input())
    end = forms.TimeField(label=pgettext_lazy("hour", "End"), widget=_time_input())
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=_date_input(),
        help_text=gettext_lazy("Only if the event goes on for several days."),
    )

    def clean_hours(self, values: dict[str, Any], zone: ZoneInfo, around: dt.date) -> None:
        """Set `starts_at` and `ends_at` in the legal time of the place; say in words what does not hold.

        A draft has day and hours, or none of them: half of them could not be kept.
        """
        values["starts_at"] = values["ends_at"] = None
        if not any(values.get(name) for name in ("day", "start", "end", "last_day")):
            return
        self._ask_for_missing(values)
        if self.errors.keys() & {"day", "start", "end", "last_day"}:
            return
        if abs(values["day"] - around) > A_YEAR:
            self.add_error("day", _("Check the year of this day."))
            return
        try:
            values["starts_at"] = instant_of(values["day"], values["start"], zone)
        except DomainError as error:
            self.add_error("start", f"{error.message} {error.next_step}")
            return
        self._clean_end(values, zone)

    def _ask_for_missing(self, values: dict[str, Any]) -> None:
        missing = {
            "day": _("The day is missing."),
            "start": _("The hour of the beginning is missing."),
            "end": _("The hour of the end is missing."),
        }
        for name, words in missing.items():
            if values.get(name) is None and name not in self.errors:
                self.add_error(name, words)

    def _clean_end(self, values: dict[str, Any], zone: ZoneInfo) -> None:
        last_day = values.get("last_day") if values.get("last_day") != values["day"] else None
        if last_day and last_day < values["day"]:
            self.add_error("last_day", _("The last day comes before the first."))
            return
        try:
            ends_at = end_instant_of(values["starts_at"], last_day, values["end"], zone)
        except DomainError as error:
            self.add_error("end", f"{error.message} {error.next_step}")
            return
        if ends_at <= values["starts_at"]:
            self.add_error(
                "end", _("The end must come after the beginning. If it is on another day, give the last day.")
            )
            return
        values["ends_at"] = ends_at


def hours_of_event(event: Event) -> dict[str, Any]:
    """Return what the fields show of an event; an end at midnight belongs to the day before."""
    if event.starts_at is None or event.ends_at is None:
        return {}
    start, end = event.starts_at.astimezone(event.tz), event.ends_at.astimezone(event.tz)
    is_one_day = event.first_day == event.last_day
    return {
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "last_day": None if is_one_day else end.date(),
    }
