"""Writing an event: what is worked out, what is refused, what the journal keeps."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.audit.queries import history_of
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event, Moderation, Precision
from semainier.events.services.declare import (
    create_event,
    delete_draft,
    free_slug,
    missing_parts,
    search_text_of,
    set_co_organisers,
    update_event,
)  # fmt: skip
from semainier.events.tests.space import MakeEvent
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, Department

ZONES = {"33249": "Europe/Paris", "97411": "Indian/Reunion"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=st.sampled_from(sorted(ZONES)),
    start=st.datetimes(
        dt.datetime.fromisoformat("2026-01-01T00:00"), dt.datetime.fromisoformat("2027-12-31T00:00")
    ),
    minutes=st.integers(0, 10 * 24 * 60),
)
def test_days_contain_the_instants(
    make_event: MakeEvent, code: str, start: dt.datetime, minutes: int
) -> None:
    begins = start.replace(tzinfo=dt.UTC)
    event = make_event(
        commune=Commune.objects.get(code=code),
        starts_at=begins,
        ends_at=begins + dt.timedelta(minutes=minutes),
    )

    first, last = event.starts_at.astimezone(event.tz), event.ends_at.astimezone(event.tz)
    assert event.zone == ZONES[code]
    assert event.first_day == first.date() <= event.last_day <= last.date()
    # Midnight closes the day before; any other end lies in the last day.
    assert event.last_day == last.date() or last.time() == dt.time(0)


@pytest.mark.parametrize(
    ("end", "last_day"),
    [
        (dt.datetime.fromisoformat("2026-06-08T00:00"), dt.date(2026, 6, 7)),
        (dt.datetime.fromisoformat("2026-06-08T00:01"), dt.date(2026, 6, 8)),
        (dt.datetime.fromisoformat("2026-06-07T10:00"), dt.date(2026, 6, 7)),
    ],
)
def test_midnight_closes_the_day_before(make_event: MakeEvent, end: dt.datetime, last_day: dt.date) -> None:
    assert make_event(ends_at=end.replace(tzinfo=clock.PARIS)).last_day == last_day


def test_end_before_the_beginning_is_refused(make_event: MakeEvent) -> None:
    with pytest.raises(DomainError) as caught:
        make_event(ends_at=dt.datetime(2026, 6, 6, 12, tzinfo=clock.PARIS))

    assert caught.value.code == "event.reversed"


@pytest.mark.parametrize(
    ("code", "precision", "latitude", "region"),
    [
        ("33249", Precision.COMMUNE, 44.8765, "75"),
        ("33213", Precision.DEPARTMENT, None, "75"),  # its centre is not known
        ("97411", Precision.COMMUNE, -20.88231, "04"),
    ],
)
def test_place_is_worked_out(
    make_event: MakeEvent, code: str, precision: Precision, latitude: float | None, region: str
) -> None:
    event = make_event(commune=Commune.objects.get(code=code))

    assert (event.precision, event.latitude, event.region_id) == (precision, latitude, region)


def test_region_is_that_of_the_edition_s_own_time(make_event: MakeEvent, committed: Edition) -> None:
    committed.starts_on, committed.ends_on = dt.date(2013, 6, 8), dt.date(2013, 6, 16)

    assert make_event(edition=committed).region_id == "72"


def test_exact_point_stays(make_event: MakeEvent) -> None:
    event = make_event(precision=Precision.EXACT, latitude=44.88, longitude=-0.52)

    assert (event.latitude, event.precision) == (44.88, Precision.EXACT)


def test_department_alone_is_to_be_placed(make_event: MakeEvent) -> None:
    event = make_event(commune=None, department=Department.objects.get(code="974"))

    assert (event.zone, event.precision, event.latitude) == ("Indian/Reunion", Precision.DEPARTMENT, None)


def test_event_without_a_place_or_hours_is_a_draft_all_the_same(make_event: MakeEvent) -> None:
    event = make_event(commune=None, starts_at=None, ends_at=None)

    assert (event.region, event.first_day, event.last_day) == (None, None, None)


def test_addresses_do_not_collide(make_event: MakeEvent, committed: Edition) -> None:
    slugs = [
        make_event(title=title).slug for title in ("Goûter", "Gouter !", "Goûter", "Goûter d’été", "???")
    ]

    assert slugs == ["gouter", "gouter-2", "gouter-3", "gouter-dete", "evenement"]
    assert free_slug(committed, "Goûter") == "gouter-4"


def test_search_text_holds_title_place_and_organiser(make_event: MakeEvent) -> None:
    text = search_text_of(make_event(venue="L’Écluse"))

    assert all(word in text for word in ("jardin", "ecluse", "lormont", "deux rives"))


def test_unknown_field_is_a_mistake_of_the_caller(make_event: MakeEvent) -> None:
    with pytest.raises(TypeError):
        make_event(moderation=Moderation.PUBLISHED)


def test_archived_organisation_declares_nothing(committed: Edition, org_a: Organisation) -> None:
    org_a.archived_at = clock.now()

    with pytest.raises(Conflict) as caught:
        create_event(edition=committed, organisation=org_a, by=None, title="X")
    assert caught.value.code == "organisation.archived"


def test_change_is_told_to_the_journal_with_old_and_new_value(make_event: MakeEvent, alice: User) -> None:
    event = make_event()
    changed = update_event(event=event, by=alice, title="Un verger", venue=event.venue)

    line = history_of(event).first()
    assert line is not None
    assert (changed, line.verb, line.actor) == (
        {"title": ("Un jardin partagé", "Un verger")},
        "event.updated",
        alice,
    )
    assert line.data == {"title": ["Un jardin partagé", "Un verger"]}


def test_no_change_leaves_no_trace(make_event: MakeEvent) -> None:
    event = make_event()
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        assert update_event(event=event, by=None, title=event.title) == {}

    assert (history_of(event).count(), Event.objects.get().updated_at) == (1, event.created_at)


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"title": "Un verger"}, True),
        ({"venue": "Salle B"}, True),
        ({"booking_url": "https://a.example"}, False),
    ],
)
def test_published_event_is_read_again_after_a_change_that_matters(
    make_event: MakeEvent, fields: dict[str, Any], *, is_told: bool
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    update_event(event=event, by=None, **fields)

    kept = Event.objects.get()
    assert (kept.changed_at is not None, kept.sequence, kept.moderation) == (is_told, 1, Moderation.PUBLISHED)


def test_published_event_stays_complete(make_event: MakeEvent) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)

    with pytest.raises(DomainError) as caught:
        update_event(event=event, by=None, description="")
    assert (caught.value.code, Event.objects.get().description != "") == ("event.incomplete", True)


def test_old_copy_does_not_undo_a_decision(make_event: MakeEvent) -> None:
    old = make_event()
    Event.objects.update(moderation=Moderation.SUBMITTED, venue="Salle B")
    update_event(event=old, by=None, title="Un verger")

    kept = Event.objects.get()
    assert (kept.title, kept.moderation, kept.venue) == ("Un verger", Moderation.SUBMITTED, "Salle B")


def test_change_made_meanwhile_is_noticed(make_event: MakeEvent) -> None:
    event = make_event()
    seen_at = event.updated_at
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        update_event(event=event, by=None, seen_at=seen_at, title="Un verger")

    with pytest.raises(Conflict) as caught:
        update_event(event=event, by=None, seen_at=seen_at, title="Un potager")
    assert (caught.value.code, Event.objects.get().title) == ("event.changed_meanwhile", "Un verger")


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": None}, {"starts_at": None, "ends_at": None}, {"description": ""}, {"city": ""},
        {"place_confirmed_at": None}, {"picture": "events/x.jpg"}, {"title": ""},
    ],
)  # fmt: skip
def test_each_missing_part_is_named(make_event: MakeEvent, fields: dict[str, Any]) -> None:
    assert len(missing_parts(make_event(**fields))) == 1


def test_nothing_is_missing_of_a_whole_event(make_event: MakeEvent) -> None:
    words = {"picture_alt": "Une serre", "picture_credit": "Studio", "picture_rights": True}

    assert missing_parts(make_event(picture="events/x.jpg", **words)) == []
    assert missing_parts(make_event(place_confirmed_at=None), but_confirmation=True) == []
    assert len(missing_parts(make_event(commune=None), but_confirmation=True)) == 1


def test_draft_is_deleted_from_an_old_copy_only_if_still_a_draft(make_event: MakeEvent, alice: User) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.SUBMITTED)

    with pytest.raises(Conflict):
        delete_draft(event=event, by=alice)
    assert Event.objects.count() == 1


def test_lead_organiser_is_no_co_organiser(
    make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
) -> None:
    event = make_event()
    set_co_organisers(event=event, organisations=[org_a, org_b], by=None)

    assert list(event.co_organisers.all()) == [org_b]
