"""Invent an event: an idea, a day, a place in the organiser's department, words."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from semainier.campaigns.models import Edition, Theme
from semainier.demo.french import at_town, fill, named, of
from semainier.demo.making.network import Network
from semainier.demo.words import Idea, ideas, names, words
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune

WARM_MONTHS = range(4, 11)
# How many events fall on a day, Monday to Sunday.
DAY_WEIGHTS = (9, 12, 14, 14, 13, 9, 4)
_SATURDAY = 5
BY_INVITATION = frozenset({"inauguration", "debate"})


@dataclass
class Inventor:
    """Makes the fields of events of one edition; `themes` gives the theme of each subject."""

    network: Network
    edition: Edition
    themes: dict[str, Theme]
    share_by_invitation: float = 0.0
    _deck: list[Idea] = field(default_factory=list)
    _turns: dict[str, int] = field(default_factory=dict)

    @property
    def rng(self) -> random.Random:
        return self.network.rng

    def invent(
        self, organisation: Organisation, *, outside: dt.date | None = None
    ) -> tuple[dict[str, Any], int]:
        """Return the fields of an event, in the week or on a day outside it, and how many people come."""
        idea = self._idea()
        town = self._town(organisation)
        first, last = (outside, outside) if outside else self._days(idea)
        zone = ZoneInfo(self.network.departments[town.department_id].time_zone)
        start, end = (dt.time.fromisoformat(hour) for hour in self.rng.choice(idea.hours).split("-"))
        gaps = self._gaps(organisation, town)
        fields: dict[str, Any] = {
            "title": fill(self._title(idea), gaps),
            "description": fill(f"{self.rng.choice(idea.texts)}\n\n{self._closing(idea)}", gaps),
            "theme": self.themes[idea.subject],
            "kind": idea.kind,
            "starts_at": dt.datetime.combine(first, start, tzinfo=zone),
            "ends_at": dt.datetime.combine(last, end, tzinfo=zone),
            **self._entry(idea, organisation),
            **self._place(organisation, town, fill(self.rng.choice(idea.venues), gaps)),
        }
        return fields, self.rng.randint(*idea.crowd)

    def remember(self, organisation: Organisation, row: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of an event that the sources tell of."""
        town = next(t for t in self.network.towns[row["town"][:2]] if t.code == row["town"])
        start, end = (dt.time.fromisoformat(hour) for hour in row["hours"].split("-"))
        first = dt.date.fromisoformat(row["day"])
        last = dt.date.fromisoformat(row.get("until", row["day"]))
        zone = ZoneInfo(self.network.departments[town.department_id].time_zone)
        place = self._place(organisation, town, row["venue"]) | {"address": ""}
        return place | {
            "title": row["title"],
            "description": row["text"],
            "kind": row["kind"],
            "theme": next(theme for theme in self.themes.values() if theme.slug == row["theme"]),
            "starts_at": dt.datetime.combine(first, start, tzinfo=zone),
            "ends_at": dt.datetime.combine(last, end, tzinfo=zone),
            "contact_email": organisation.email,
        }

    def _idea(self) -> Idea:
        """Draw from a shuffled deck, so that every idea comes as often as the others."""
        if not self._deck:
            season = "warm" if self.edition.starts_on.month in WARM_MONTHS else "cold"
            fitting = [
                idea for idea in ideas() if idea.season in {"any", season} and idea.subject in self.themes
            ]
            self._deck.extend(self.rng.sample(fitting, len(fitting)))
        return self._deck.pop()

    def _title(self, idea: Idea) -> str:
        """Return the titles of an idea in turn."""
        turn = self._turns.get(idea.key, self.rng.randrange(len(idea.titles)))
        self._turns[idea.key] = turn + 1
        return idea.titles[turn % len(idea.titles)]

    def _days(self, idea: Idea) -> tuple[dt.date, dt.date]:
        days = self.edition.days
        if idea.when != "any":
            days = [day for day in days if (day.weekday() >= _SATURDAY) == (idea.when == "weekend")]
        weights = [DAY_WEIGHTS[day.weekday()] for day in days]
        if idea.lasting > 1:
            first = self.rng.choice(days[: max(1, len(days) - idea.lasting + 1)])
            return first, min(first + dt.timedelta(days=idea.lasting - 1), self.edition.ends_on)
        day = self.rng.choices(days, weights)[0]
        return day, day

    def _town(self, organisation: Organisation) -> Commune:
        seat = organisation.commune
        if seat is not None and self.rng.random() < 0.35:  # noqa: PLR2004 -- the seat is the likeliest town
            return seat
        towns = self.network.towns[organisation.department_id or ""]
        return self.rng.choices(towns, weights=[(town.population or 1) ** 0.6 for town in towns])[0]

    def _gaps(self, organisation: Organisation, town: Commune) -> dict[str, object]:
        residence = f"résidence {self.rng.choice(names()['residences'])}"
        return {
            "town": at_town(town.name),
            "city": town.name,
            "of_city": of(town.name),
            "residence": f"la {residence}",
            "residence_bare": residence,
            "org": named(organisation.name),
            "of_org": of(organisation.name),
            "flats": self.rng.randint(14, 130),
            "n": self.rng.randint(4, 12),
            "year": self.rng.randint(1952, 1978),
        }

    def _closing(self, idea: Idea) -> str:
        return str(self.rng.choice(words()["closings_booking" if idea.booking else "closings_free"]))

    def _entry(self, idea: Idea, organisation: Organisation) -> dict[str, Any]:
        invited = idea.kind in BY_INVITATION and self.rng.random() < self.share_by_invitation
        entry = {"audience": "invitation" if invited else "public", "contact_email": organisation.email}
        if idea.booking:
            host = self.network.hosts[organisation.pk]
            return entry | {
                "admission": "registration",
                "booking_url": f"https://www.{host}/semaine/{idea.key}",
            }
        return entry

    def _place(self, organisation: Organisation, town: Commune, venue: str) -> dict[str, Any]:
        at_seat = venue.startswith(("Siège", "Agence")) and town == organisation.commune
        return {
            "venue": venue[:1].upper() + venue[1:140],
            "address": organisation.address if at_seat else self.network.naming.street(),
            "postcode": (town.postcodes.split() or [""])[0],
            "city": town.name,
            "commune": town,
            "department": self.network.departments[town.department_id],
        }
