"""Tags and filters of all pages; a builtin library, no {% load %} needed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from semainier.core import registry, words
from semainier.core.typography import typo as typeset

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

# The public menu: label and name of the page. A page that does not exist (no edition) is left out.
PUBLIC_MENU = (
    (_("The week"), "events:week"),
    (_("Programme"), "events:programme"),
    (_("Map"), "events:map"),
    (_("Members’ space"), "home:space"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a menu; `current` is "page", "true" (a page below it) or empty; `tucked`: behind “More”."""

    label: str
    url: str
    current: str
    tucked: bool = False


@register.simple_tag(takes_context=True)
def menu(context: Context, room: str) -> list[Link]:
    """Return the links of a room (public, space, desk) that the person may follow."""
    request: HttpRequest | None = context.get("request")
    if room == "public":
        named = [(str(label), _address(name, context), False) for label, name in PUBLIC_MENU]
    else:
        user = getattr(request, "user", None)
        named = [
            (str(entry.label), _address(entry.url_name, context), entry.order >= registry.TUCKED)
            for entry in sorted(registry.menu, key=lambda entry: entry.order)
            if entry.room == room and user is not None and registry.may_somewhere(user, entry.permission)
        ]
    path = request.path if request else ""
    # The desk's first page lies above all others: a page that has no entry is not below it.
    first = _address("staff:desk", context) if room == "desk" else ""
    within = max(
        (
            url
            for _label, url, _tucked in named
            if path == url or (url and url != first and path.startswith(url))
        ),
        key=len,
        default="",
    )
    return [
        Link(label, url, ("page" if url == path else "true") if url == within else "", tucked)
        for label, url, tucked in named
        if url
    ]


def _address(name: str, context: Context) -> str:
    """Return the address of a page, with the edition's slug where it takes one; empty when there is none."""
    slugs = [edition.slug] if (edition := context.get("edition")) else []
    for args in ([], slugs):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


@register.simple_tag(takes_context=True)
def language_link(context: Context) -> SafeString:
    """Return the link to the same page in the other language, named in that language."""
    request: HttpRequest | None = context.get("request")
    code, name = ("en", "English") if words.is_french() else ("fr", "Français")
    url = translate_url(request.get_full_path(), code) if request else "/"
    return format_html('<a href="{0}" hreflang="{1}" lang="{1}" rel="alternate">{2}</a>', url, code, name)


@register.simple_tag
def state(kind: str, word: str) -> SafeString:
    """Return a state: kind is yes, wait, no, none (not yet) or off; the word says it."""
    return format_html('<span class="state {}">{}</span>', kind, word)


@register.simple_tag
def meter(ratio: float | Decimal, was: float | Decimal | None = None) -> SafeString:
    """Return a bar from zero, full at a ratio of 1; `was` puts a tick. Its figure stands beside it."""
    tick = (
        format_html('<rect class="was" x="{}" width="2" height="12"/>', _hundredths(was))
        if was is not None
        else ""
    )
    return format_html(
        '<svg class="meter" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="12"/>{}</svg>',
        _hundredths(ratio),
        tick,
    )


def _hundredths(ratio: float | Decimal) -> str:
    return f"{max(0.0, min(1.0, float(ratio))) * 100:.1f}"


@register.simple_tag
def asset(path: str) -> str:
    """Return the address of a static file even where the manifest is missing: for the pages of failures."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"/static/{path}"


@register.simple_tag
def days(first: dt.date, last: dt.date, *, weekday: bool = False, year: bool = True) -> str:
    return words.days_words(first, last, weekday=weekday, year=year)


@register.simple_tag
def span(starts_at: dt.datetime, ends_at: dt.datetime | None, zone: str, *, year: bool = False) -> str:
    return words.span_words(starts_at, ends_at, zone, year=year)


@register.simple_tag
def plural(count: int, one: str, many: str) -> str:
    return words.plural(count, one, many)


@register.filter
def day(value: dt.date, shape: str = "") -> str:
    """Return a day in words; shape: "short", "year", "noweekday" or several parted by a comma."""
    date = value.date() if isinstance(value, dt.datetime) else value
    shapes = shape.split(",")
    if "short" in shapes:
        return words.short_day_words(date)
    return words.day_words(date, weekday="noweekday" not in shapes, year="year" in shapes)


@register.filter
def hour(value: dt.time | dt.datetime) -> str:
    """Return an hour in words; a datetime must already be in the zone of its place."""
    return words.hour_words(value.time() if isinstance(value, dt.datetime) else value)


@register.filter
def number(value: float | Decimal | None, digits: int = 0) -> str:
    return words.number(value, digits)


@register.filter
def percent(value: float | Decimal | None, digits: int = 1) -> str:
    return words.percent(value, digits)


@register.filter
def machine(value: float | Decimal) -> str:
    """Return a number as machines read it (0.57), whatever the language: for SVG, attributes, data."""
    return format(value, "")


@register.filter
def age(since: dt.datetime) -> str:
    return words.age_words(since)


@register.filter
def listing(values: list[Any]) -> str:
    return words.listing([str(value) for value in values])


@register.filter
def typo(text: str) -> str:
    """Set a text that people typed in French typography, on French pages; HTML is left alone."""
    if isinstance(text, SafeData) or not (get_language() or "fr").startswith("fr"):
        return text
    return typeset(str(text))
