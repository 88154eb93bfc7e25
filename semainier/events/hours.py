"""Days and hours that people type, in the legal time of a place, brought to instants."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.core.words import day_words, hour_words


def instant_of(day: dt.date, hour: dt.time, zone: ZoneInfo) -> dt.datetime:
    """Return the instant of an hour in the legal time of a place; an hour that comes twice is the first.

    Raises DomainError `event.no_such_hour` for an hour that the clocks jump over.
    """
    local = dt.datetime.combine(day, hour, tzinfo=zone)
    if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise DomainError(
            "event.no_such_hour",
            _("On %(day)s there is no %(hour)s: the clocks go forward that night.")
            % {"day": day_words(day), "hour": hour_words(hour)},
            _("Choose an hour later."),
        )
    return local


def end_instant_of(
    starts_at: dt.datetime, last_day: dt.date | None, hour: dt.time, zone: ZoneInfo
) -> dt.datetime:
    """Return the end of an event; without a last day it is the day of the start, midnight closing that day.

    Raises as `instant_of`; whether the end comes after the start is for the caller to judge.
    """
    day = last_day or starts_at.astimezone(zone).date()
    if last_day is None and hour == dt.time(0):
        day += dt.timedelta(days=1)
    return instant_of(day, hour, zone)
