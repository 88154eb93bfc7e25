"""Words of the public pages: hours of an event, and the picture of the drawers."""

import pytest

from semainier.events.models import Event
from semainier.events.templatetags import programme
from semainier.events.tests.public import MakeEvent, paris


def test_event_without_hours_has_no_words() -> None:
    empty = Event()
    date = programme.date_under(empty)

    assert (date, programme.begins(date), programme.until(date), programme.local_start(date)) == (
        None,
        "",
        "",
        None,
    )
    assert (programme.days_of(empty), programme.hours_of(empty), programme.briefly(empty)) == ("", "", "")


def test_end_is_said_by_the_day_on_which_one_asks(make_event: MakeEvent) -> None:
    event = make_event(starts_at=paris(8, 14), ends_at=paris(10, 18, 30))

    date = programme.date_under(event)

    assert programme.until(date, event.first_day) == "jusqu’au mer. 10\u00a0juin"
    assert programme.until(date, event.last_day) == "jusqu’à 18\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("opened", "whole", "size", "path"),
    [
        (0, 3, (400, 8), ""),
        (2, 3, (400, 8), "M0 0h20v8H0z"),
        (5, 3, (400, 8), "M0 0h30v8H0z"),
        (224, 770, (770, 80), "M0 0h220v80H0zM220 0h10v32h-10z"),
        (1, 100, (500, 16), "M0 0h10v8h-10z"),
    ],
)
def test_picture_has_a_drawer_for_each(opened: int, whole: int, size: tuple[int, int], path: str) -> None:
    picture = programme.matrix(opened, whole)

    assert ((picture.width, picture.height), picture.opened) == (size, path)
