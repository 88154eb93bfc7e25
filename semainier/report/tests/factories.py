"""A whole network at once, written in bulk: a service per row would take minutes."""

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

from semainier.campaigns.models import Edition, EventKind, Theme
from semainier.campaigns.services.members import list_members
from semainier.core import clock
from semainier.events.models import Event, Held, Moderation, Outcome
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import search_text_of
from semainier.territories.queries import regions_by_department


def make_members(
    count: int, families: Sequence[Family], departments: Sequence[str] = ("33", "40", "59", "62", "75")
) -> list[Organisation]:
    """Make `count` member organisations, spread over families and departments in turn, without people."""
    made = []
    for n in range(count):
        department, family = departments[n % len(departments)], families[n % len(families)]
        one = Organisation(
            name=f"Habitat {n + 1:03d}",
            department_id=department,
            family=family,
            dwellings=(n * 37) % 20_000,
            email=f"contact@habitat-{n + 1}.example" if n % 7 else "",
        )
        one.search_text = search_text_of(one)
        made.append(one)
    return Organisation.objects.bulk_create(made)


def list_all(edition: Edition, organisations: Sequence[Organisation], day: dt.date | None = None) -> None:
    list_members(
        edition=edition,
        organisations=organisations,
        listed_on=day or dt.date(edition.starts_on.year, 1, 1),
        by=None,
    )


def make_events(
    edition: Edition,
    organisers: Sequence[Organisation],
    count: int,
    *,
    published_at: dt.datetime,
    held: Held | None = None,
    attendance: int | None = None,
    themes: Sequence[Theme] | None = None,
) -> list[Event]:
    """Make `count` published events, dealt out to the organisers in turn; without `held`, without outcome."""
    chosen = list(themes or edition.themes.all())
    regions = regions_by_department(edition.starts_on)
    start = dt.datetime.combine(edition.starts_on, dt.time(10), tzinfo=clock.PARIS)
    kinds = list(EventKind)
    events = []
    for n in range(count):
        begins = start + dt.timedelta(days=n % len(edition.days))
        organiser = organisers[n % len(organisers)]
        events.append(
            Event(
                edition=edition,
                organisation=organiser,
                slug=f"evenement-{uuid4().hex[:12]}",
                title=f"Événement {n + 1}",
                kind=kinds[n % len(kinds)],
                description="Venez.",
                theme=chosen[n % len(chosen)],
                starts_at=begins,
                ends_at=begins + dt.timedelta(hours=2),
                first_day=begins.date(),
                last_day=begins.date(),
                department_id=organiser.department_id,
                region=regions[organiser.department_id],
                city="Ville",
                place_confirmed_at=published_at,
                created_at=published_at,
                updated_at=published_at,
                submitted_at=published_at,
                moderation=Moderation.PUBLISHED,
                published_at=published_at - dt.timedelta(hours=n % 7),
            )
        )
    made = Event.objects.bulk_create(events)
    if held is not None:
        given = start + dt.timedelta(days=len(edition.days) + 1)
        Outcome.objects.bulk_create(
            Outcome(event=event, held=held, attendance=attendance, given_at=given, updated_at=given)
            for event in made
        )
    return made
