"""Two lines of one member list become one: it stood as soon as one did, and as long as one does."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.merging import HANDLERS, combine_lines
from semainier.campaigns.models import ListedMember
from semainier.core.merging import How, Kind

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
INSTANTS = st.none() | DAYS.map(lambda day: dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC))
LINES = st.builds(
    ListedMember,
    listed_on=DAYS,
    removed_on=st.none() | DAYS,
    invited_at=INSTANTS,
    opened_at=INSTANTS,
    followed_by_id=st.none() | st.integers(1, 5),
)


def merged(one: ListedMember, other: ListedMember) -> tuple[object, ...]:
    """Return the line that remains."""
    found = combine_lines(one, other)
    names = ("listed_on", "removed_on", "invited_at", "opened_at")
    return tuple(found.get(name, getattr(one, name)) for name in names)


@given(LINES, LINES)
def test_it_makes_no_difference_which_line_stays(one: ListedMember, other: ListedMember) -> None:
    assert merged(one, other) == merged(other, one)


@given(LINES)
def test_a_line_and_its_equal_change_nothing(line: ListedMember) -> None:
    assert combine_lines(line, line) == {}


@given(LINES, LINES)
def test_it_stands_on_every_day_on_which_one_stood(one: ListedMember, other: ListedMember) -> None:
    listed_on, removed_on, _invited, _opened = merged(one, other)

    for line in (one, other):
        assert listed_on <= line.listed_on
        assert removed_on is None or (line.removed_on is not None and line.removed_on <= removed_on)


@given(LINES, LINES)
def test_it_was_asked_as_soon_as_one_was(one: ListedMember, other: ListedMember) -> None:
    _listed, _removed, invited_at, opened_at = merged(one, other)

    asked = [line.invited_at for line in (one, other) if line.invited_at]
    seen = [line.opened_at for line in (one, other) if line.opened_at]
    assert invited_at == (min(asked) if asked else None)
    assert opened_at == (min(seen) if seen else None)


@given(LINES, LINES)
def test_who_follows_the_survivor_goes_on(one: ListedMember, other: ListedMember) -> None:
    found = combine_lines(one, other).get("followed_by_id", one.followed_by_id)

    assert found == (one.followed_by_id or other.followed_by_id)


def test_what_stays_with_who_did_it_says_why() -> None:
    assert [handler.column for handler in HANDLERS if handler.how == How.KEEP and not handler.why] == []
    assert [
        handler.column
        for handler in HANDLERS
        if handler.kind == Kind.ORGANISATION and handler.how == How.KEEP
    ] == []
