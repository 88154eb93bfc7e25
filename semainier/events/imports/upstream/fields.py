"""From an incoming event to the fields of one of ours: who, where, when, within what our fields hold."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.campaigns.models import Edition
from semainier.core.clock import PARIS
from semainier.core.search import normalise
from semainier.events.exports.source import host
from semainier.events.imports.upstream.incoming import Incoming, Span, Window
from semainier.events.imports.upstream.plain import cut
from semainier.events.imports.vocabulary import Vocabulary
from semainier.events.models import Admission, Precision, SourceKind
from semainier.events.services.sessions import MOST_DATES
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune

# In degrees. Further than this from the centre of its commune, a point is in another place.
_FAR = 0.7
_LONGEST = {"title": 140, "description": 2000, "venue": 140, "address": 200, "city": 120, "price": 120}
_OWN_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@(.+)")


@dataclass(slots=True)
class Wish:
    """What the source asks for one event. `dates` are instants in order; `is_outside`: none in the edition."""

    incoming: Incoming
    organisation: Organisation | None
    fields: dict[str, Any] = field(default_factory=dict)
    dates: list[Span] = field(default_factory=list)
    is_outside: bool = False


def wish_of(
    incoming: Incoming,
    organisation: Organisation | None,
    kind: SourceKind,
    edition: Edition,
    words: Vocabulary,
) -> Wish:
    """Bring an incoming event into our fields; repairs and refusals are noted in it. No query.

    A field that is absent is one of which the source says nothing; what is there is stored is left.
    """
    wish = Wish(incoming, organisation)
    commune = _commune(incoming, words)
    wish.fields = {
        **_texts(incoming, kind),
        **_place(incoming, commune),
        **_chosen(incoming, words),
        "mode": incoming.mode,
        "online_url": incoming.online_url,
    }
    if kind == SourceKind.OPENAGENDA:
        wish.fields |= {
            "admission": Admission.REGISTRATION if incoming.needs_booking else Admission.FREE,
            "booking_url": incoming.booking_url,
            "contact_email": incoming.contact_email,
            "accessibility": list(incoming.accessibility),
        }
    if not incoming.title:
        incoming.refuse("titre", "import.required", _("It has no title."))
    if (match := _OWN_UID.fullmatch(incoming.uid)) and match[1] == host():
        incoming.refuse("identifiant", "import.own_event", _("This event comes from here."))
    _date(wish, _zone(incoming, commune, organisation, words), Window(edition.starts_on, edition.ends_on))
    return wish


def _texts(incoming: Incoming, kind: SourceKind) -> dict[str, str]:
    where = incoming.where
    given = {
        "title": incoming.title,
        "description": incoming.description,
        "venue": where.venue,
        "address": where.address,
        "city": where.city,
    }
    if kind == SourceKind.OPENAGENDA:
        given["price"] = incoming.price
    kept = {name: cut(text, _LONGEST[name]) for name, text in given.items()}
    for name, text in given.items():
        if kept[name] != text:
            _say_cut(incoming, name, len(text))
    return kept | {"postcode": where.postcode if re.fullmatch(r"\d{5}", where.postcode) else ""}


def _say_cut(incoming: Incoming, name: str, length: int) -> None:
    sentences = {
        "title": _("Its title of %(length)s signs was cut at %(longest)s."),
        "description": _("Its text of %(length)s signs was cut at %(longest)s."),
    }
    sentence = sentences.get(name, _("Place or price of %(length)s signs was cut at %(longest)s."))
    incoming.say(sentence % {"length": length, "longest": _LONGEST[name]})


def _commune(incoming: Incoming, words: Vocabulary) -> Commune | None:
    """Return the commune by its code, else by name and postcode together; a doubt leaves it open."""
    where = incoming.where
    commune = words.communes.get(normalise(where.insee)) if where.insee else None
    if commune is None and where.city and where.postcode:
        commune = words.commune_named(where.city, where.postcode)
    if commune is None and (where.city or where.venue):
        incoming.say(_("Its commune was not found by name and postcode: somebody has to choose it."))
    return commune


def _place(incoming: Incoming, commune: Commune | None) -> dict[str, Any]:
    if commune is None:
        return {}
    found: dict[str, Any] = {"commune": commune, "department": commune.department}
    if not incoming.where.city:
        found["city"] = commune.name
    point = incoming.where.point
    if point is None or commune.latitude is None or commune.longitude is None:
        return found | _point(point)
    centre = (commune.latitude, commune.longitude)
    if _is_far(point, centre) and not _is_far(point[::-1], centre):
        incoming.say(_("Latitude and longitude were swapped: they were put right."))
        point = (point[1], point[0])
    elif _is_far(point, centre):
        incoming.say(_("Its point on the map is far from its commune and was left out."))
        point = None
    return found | _point(point)


def _point(point: tuple[float, float] | None) -> dict[str, Any]:
    if point is None:
        return {}
    return {"latitude": round(point[0], 6), "longitude": round(point[1], 6), "precision": Precision.EXACT}


def _is_far(point: tuple[float, ...], centre: tuple[float, float]) -> bool:
    return max(abs(point[0] - centre[0]), abs(point[1] - centre[1])) > _FAR


def _chosen(incoming: Incoming, words: Vocabulary) -> dict[str, Any]:
    """Return theme and type when a category bears their very name, the first that does."""
    keys = [normalise(word) for word in incoming.categories]
    theme = next((words.themes[key] for key in keys if key in words.themes), None)
    kind = next((words.kinds[key] for key in keys if key in words.kinds), None)
    return {name: value for name, value in (("theme", theme), ("kind", kind)) if value}


def _zone(
    incoming: Incoming, commune: Commune | None, organisation: Organisation | None, words: Vocabulary
) -> ZoneInfo:
    """Return the legal time of the place, else of the organisation, else of Paris."""
    if commune is not None:
        return words.zones[commune.department_id]
    if any(span.start.tzinfo is None for span in incoming.spans):
        incoming.say(_("Its place is not known: its hours are read in the legal time of its organiser."))
    department = organisation.department_id if organisation else None
    return words.zones.get(department or "", PARIS)


def _date(wish: Wish, zone: ZoneInfo, window: Window) -> None:
    """Keep the dates that touch the days of the edition, in order; those that overlap are one."""
    spans = wish.incoming.spans
    found = []
    for span in spans:
        start, end = _instant(span.start, zone), _instant(span.end, zone)
        last = max(start, end - dt.timedelta(microseconds=1))
        if last.astimezone(zone).date() >= window.first and start.astimezone(zone).date() <= window.last:
            found.append(Span(start, max(start, end)))
    wish.dates = _joined(sorted(found))
    wish.is_outside = bool(spans) and not wish.dates
    if len(wish.dates) < len(found):
        wish.incoming.say(_("Dates that overlap were joined."))
    _say_dates(wish, len(spans), len(found))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and (span.start < before.end or span.start == before.start):
            joined[-1] = Span(before.start, max(before.end, span.end))
        else:
            joined.append(span)
    return joined


def _say_dates(wish: Wish, given: int, within: int) -> None:
    if wish.dates and given > within:
        text = ngettext(
            "%(n)s of its dates is in the days of the edition: the others were left out.",
            "%(n)s of its dates are in the days of the edition: the others were left out.",
            within,
        )
        wish.incoming.say(text % {"n": within})
    if len(wish.dates) > MOST_DATES:
        wish.incoming.say(_("More than %(most)s dates: the first ones are kept.") % {"most": MOST_DATES})
        del wish.dates[MOST_DATES:]


def _instant(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the instant; an hour that the clocks jump over is counted from before (RFC 5545 §3.3.5)."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)
