"""Tags of the public pages: hours of an event, drawers of the picture, the language of what members wrote."""

import datetime as dt
from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from semainier.campaigns.models import Campaign
from semainier.core import clock
from semainier.core.words import days_words, hour_words, hours_words, is_french, short_day_words
from semainier.events.models import Event, EventSession, Status
from semainier.events.queries.dates import brief_words, date_from, date_lines, date_on, when_words

register = template.Library()

# A drawer of the picture, its gaps included, in units of the drawing; rows and columns of the whole.
_WIDE, _HIGH, _MOST_ROWS, _FEWEST_COLUMNS = 10, 8, 10, 40
_SHAPES = {Status.CANCELLED: "off", Status.POSTPONED: "wait", Status.FULL: "no"}


@dataclass(frozen=True, slots=True)
class Matrix:
    """One small drawer per organisation, column by column; `opened` and `whole` are paths of SVG."""

    width: int
    height: int
    whole: str
    opened: str


@register.simple_tag
def french() -> SafeString:
    """Mark what people wrote as French on pages in another language: <h1{% french %}>."""
    return mark_safe("" if is_french() else ' lang="fr"')


@register.filter
def campaign_name(campaign: Campaign) -> str:
    return campaign.name if is_french() or not campaign.name_en else campaign.name_en


@register.simple_tag
def when(event: Event, *, year: bool = False) -> str:
    """Say when an event takes place: « samedi 8 juin, de 10 h à 12 h »; several dates grouped by their hours."""
    return when_words(event, year=year)


@register.filter
def when_lines(event: Event, shape: str = "") -> list[str]:
    """Return the same, one line per pair of hours; with `"year"` the year is said."""
    return date_lines(event, year=shape == "year")


@register.filter
def briefly(event: Event) -> str:
    """Return the same for a list, where several dates are not loaded: « 3 dates, du 6 au 20 juin »."""
    return brief_words(event)


@register.filter
def date_under(event: Event, on: dt.date | None = None) -> EventSession | None:
    """Return the date of an event that is meant in a list under a day, else its next one."""
    found = date_on(event, on) if on else None
    return found or date_from(event, clock.today())


@register.filter
def begins(date: EventSession | None) -> str:
    """Return the hour at which a date begins, in the legal time of its place."""
    return hour_words(date.starts_at.astimezone(date.event.tz).time()) if date else ""


@register.filter
def until(date: EventSession | None, on: dt.date | None = None) -> str:
    """Return « à 12 h », for several days « jusqu’au dim. 9 juin », on the last of them « jusqu’à 18 h »."""
    if date is None or date.starts_at == date.ends_at:
        return ""
    end = hour_words(date.ends_at.astimezone(date.event.tz).time())
    if date.first_day == date.last_day:
        return pgettext("end of an event", "to {hour}").format(hour=end)
    if date.last_day == on:
        return pgettext("end of an event under way", "until {hour}").format(hour=end)
    day = short_day_words(date.last_day)
    return pgettext("end of an event of several days", "until {day}").format(day=day)


@register.filter
def others(event: Event) -> str:
    """Return « et 2 autres dates », empty for one date. No query."""
    number = event.session_count - 1
    return ngettext("and %(n)s other date", "and %(n)s other dates", number) % {"n": number} if number else ""


@register.filter
def days_of(event: Event) -> str:
    """Return « mercredi 12 juin », « du samedi 8 au dimanche 16 juin »."""
    if event.first_day is None or event.last_day is None:
        return ""
    return days_words(event.first_day, event.last_day, weekday=True, year=False)


@register.filter
def hours_of(event: Event) -> str:
    """Return « de 10 h à 12 h » in the legal time of the place."""
    if event.starts_at is None:
        return ""
    end = event.ends_at.astimezone(event.tz).time() if event.ends_at else None
    return hours_words(event.starts_at.astimezone(event.tz).time(), end)


@register.filter
def shape_of(event: Event) -> str:
    """Return the shape of the status, empty for an event that takes place as announced."""
    return _SHAPES.get(Status(event.status), "")


@register.filter
def status_word(event: Event) -> str:
    """Return the status as visitors read it: an event on its new date is no longer « Reporté »."""
    return _("New date") if event.is_rescheduled else str(Status(event.status).label)


@register.filter
def local_start(date: EventSession | None) -> dt.datetime | None:
    return date.starts_at.astimezone(date.event.tz) if date else None


@register.filter
def in_zone(moment: dt.datetime, event: Event) -> dt.datetime:
    """Return an instant in the legal time of the place of an event."""
    return moment.astimezone(event.tz)


@register.filter
def is_on(event: Event) -> bool:
    """Whether one can still sign up: it takes place, as announced or on its new dates."""
    return event.status == Status.SCHEDULED or event.is_rescheduled


@register.simple_tag
def matrix(opened: int, whole: int) -> Matrix:
    """Return the picture of `whole` drawers of which `opened` are open; ten rows at most."""
    rows = max(1, min(_MOST_ROWS, whole // _FEWEST_COLUMNS))
    columns = max(_FEWEST_COLUMNS, -(-whole // rows))
    return Matrix(columns * _WIDE, rows * _HIGH, _area(whole, rows), _area(min(opened, whole), rows))


def _area(drawers: int, rows: int) -> str:
    """Return the path round so many drawers: full columns, then what is left over."""
    columns, rest = divmod(drawers, rows)
    full = f"M0 0h{columns * _WIDE}v{rows * _HIGH}H0z" if columns else ""
    return full + (f"M{columns * _WIDE} 0h{_WIDE}v{rest * _HIGH}h-{_WIDE}z" if rest else "")
