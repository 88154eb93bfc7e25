"""An event of an earlier edition taken up again: its dates move by weeks, all else is copied, once."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from hypothesis import assume, given
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.core.errors import Conflict
from semainier.events.models import Admission, Event, Moderation
from semainier.events.queries.dates import spans_of
from semainier.events.services.carry import NOT_CARRIED, carry_event, shifted_dates
from semainier.events.services.declare import EDITABLE, set_co_organisers
from semainier.events.tests.conftest import last_year
from semainier.events.tests.dates import on_days
from semainier.organisations.models import Organisation

WasShown = Callable[..., Event]
ZONES = ["Europe/Paris", "Indian/Reunion", "America/Miquelon"]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@given(
    old=st.dates(dt.date(2013, 1, 1), dt.date(2030, 12, 31)),
    new=st.dates(dt.date(2013, 1, 1), dt.date(2030, 12, 31)),
    length=st.integers(0, 20),
    day=st.integers(-10, 30),
    hour=st.times(),
    zone=st.sampled_from(ZONES),
)
def test_weekday_and_hour_are_kept(
    *, old: dt.date, new: dt.date, length: int, day: int, hour: dt.time, zone: str
) -> None:
    first, second = (Edition(starts_on=on, ends_on=on + dt.timedelta(days=length)) for on in (old, new))
    start = dt.datetime.combine(old + dt.timedelta(days=day), hour, tzinfo=ZoneInfo(zone))
    assume(start.astimezone(dt.UTC).astimezone(start.tzinfo).replace(fold=0) == start.replace(fold=0))
    event = Event(
        edition=first,
        zone=zone,
        starts_at=start,
        ends_at=start,
        first_day=start.date(),
        last_day=start.date(),
    )

    ((moved, _end),) = shifted_dates(event, second)

    wanted = moved.replace(tzinfo=None)
    assume(dt.datetime.combine(moved.date(), hour, tzinfo=moved.tzinfo).utcoffset() == moved.utcoffset())
    assert (wanted.weekday(), wanted.time()) == (start.weekday(), hour)
    place = lambda at, edition: (at.date() - edition.starts_on).days  # noqa: E731 -- said twice below
    assert abs(place(moved, second) - place(start, first)) <= 7
    if 0 <= day <= length and length >= 6:
        assert second.starts_on <= moved.date() <= second.ends_on


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (last_year(6, 7), dt.date(2026, 6, 6), dt.date(2026, 6, 6)),  # Saturday to Saturday, the first day
        (last_year(6, 15), dt.date(2026, 6, 6), dt.date(2026, 6, 14)),  # the last Sunday
        (last_year(6, 8), dt.date(2026, 9, 16), dt.date(2026, 9, 20)),  # an edition from a Wednesday on
        (last_year(6, 3), dt.date(2026, 6, 6), dt.date(2026, 6, 2)),  # before the week then, before it now
    ],
)  # fmt: skip
def test_dates_move_by_weeks(old: dt.datetime, new: dt.date, expected: dt.date) -> None:
    first = Edition(starts_on=dt.date(2025, 6, 7), ends_on=dt.date(2025, 6, 15))
    second = Edition(starts_on=new, ends_on=new + dt.timedelta(days=8))
    event = Event(edition=first, starts_at=old, ends_at=old, first_day=old.date(), last_day=old.date())

    ((moved, _end),) = shifted_dates(event, second)

    assert (moved.date(), moved.time()) == (expected, old.time())


def test_event_without_a_day_has_none_this_year_either() -> None:
    edition = Edition(starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14))

    assert shifted_dates(Event(edition=edition), edition) == []


def test_several_dates_keep_their_distances(was_shown: WasShown, committed: Edition) -> None:
    dates = [(last_year(6, day), last_year(6, day, 12)) for day in (7, 8, 14)]

    moved = shifted_dates(was_shown(sessions=dates), committed)

    assert moved == on_days(6, 7, 13)["sessions"]


def test_everything_is_copied(
    was_shown: WasShown, committed: Edition, alice: User, org_b: Organisation
) -> None:
    source = was_shown(admission=Admission.REGISTRATION, booking_url="https://a.example", kind="visit")
    set_co_organisers(event=source, organisations=[org_b], by=None)

    made, is_new = carry_event(event=source, edition=committed, by=alice, sessions=on_days(7)["sessions"])

    same = EDITABLE - NOT_CARRIED - {"place_confirmed_at"}
    assert {name: getattr(made, name) for name in same} == {name: getattr(source, name) for name in same}
    assert (made.moderation, made.carried_from, made.booking_url, is_new) == (
        Moderation.DRAFT,
        source,
        "",
        True,
    )
    assert (made.theme.slug, made.theme.edition, spans_of(made)) == (
        "patrimoine",
        committed,
        on_days(7)["sessions"],
    )
    assert list(made.co_organisers.all()) == [org_b]
    assert AuditEntry.objects.get(verb="event.carried_over").data == {"from": str(source.uid)}


def test_theme_that_is_gone_is_left_open(
    was_shown: WasShown, before: Edition, committed: Edition, alice: User
) -> None:
    source = was_shown(theme=before.themes.get(slug="jeunesse"))

    made, _is_new = carry_event(event=source, edition=committed, by=alice, sessions=[])

    assert (made.theme, made.starts_at) == (None, None)


def test_picture_becomes_a_file_of_its_own(was_shown: WasShown, committed: Edition, alice: User) -> None:
    words = {"picture_alt": "Des fleurs", "picture_credit": "Studio", "picture_rights": True}
    source = was_shown(picture=ContentFile(b"jpeg", name="fleurs.jpg"), **words)

    made, _is_new = carry_event(event=source, edition=committed, by=alice, sessions=[])
    source.picture.delete()

    with made.picture.open() as copy:
        content = copy.read()
    assert (content, made.picture_credit, made.picture_rights) == (b"jpeg", "Studio", True)


def test_picture_whose_file_is_lost_leaves_no_words(
    was_shown: WasShown, committed: Edition, alice: User
) -> None:
    words = {"picture_alt": "Des fleurs", "picture_credit": "Studio", "picture_rights": True}
    source = was_shown(picture="events/2025/lost.jpg", **words)

    made, _is_new = carry_event(event=source, edition=committed, by=alice, sessions=[])

    assert (made.picture.name, made.picture_alt, made.picture_rights) == ("", "", False)


def test_twice_gives_the_first(was_shown: WasShown, committed: Edition, alice: User) -> None:
    source = was_shown()
    first, _is_new = carry_event(event=source, edition=committed, by=alice, sessions=[])

    assert carry_event(event=source, edition=committed, by=alice, sessions=[]) == (first, False)
    assert Event.objects.filter(carried_from=source).count() == 1


def test_archived_partners_are_left_behind(
    was_shown: WasShown, committed: Edition, alice: User, org_b: Organisation
) -> None:
    source = was_shown()
    set_co_organisers(event=source, organisations=[org_b], by=None)
    Organisation.objects.filter(pk=org_b.pk).update(archived_at=source.created_at)

    made, _is_new = carry_event(event=source, edition=committed, by=alice, sessions=[])

    assert not made.co_organisers.exists()


def test_event_of_this_year_is_not_taken_up(make_event: WasShown, committed: Edition, alice: User) -> None:
    with pytest.raises(Conflict) as caught:
        carry_event(event=make_event(), edition=committed, by=alice, sessions=[])

    assert caught.value.code == "event.not_earlier"


def test_event_is_not_taken_up_before_its_own_year(
    was_shown: WasShown, before: Edition, make_event: WasShown, alice: User
) -> None:
    with pytest.raises(Conflict) as caught:
        carry_event(event=make_event(), edition=before, by=alice, sessions=[])

    assert caught.value.code == "event.not_earlier"
