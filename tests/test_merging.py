"""The contract of merging holds: no column points at an organisation or a person without saying what becomes of it."""

from django.db.models import UniqueConstraint

from semainier.core.merging import TARGETS, How, Kind, all_handlers, handler_of, pointers
from tests.tree import expect_none


def test_every_column_that_points_at_an_organisation_or_a_person_has_a_handler() -> None:
    expect_none(
        f"{p.column} points at a {p.kind}: add Handler({p.column.rpartition('.')[0]!r}, "
        f"{p.column.rpartition('.')[2]!r}, Kind.{p.kind.name}, How.MOVE or How.KEEP with its `why`) to HANDLERS in "
        f"merging.py of that app, and its rows to organisations/tests/merging_world.py"
        for p in pointers()
        if handler_of(p.column) is None
    )


def test_every_handler_is_of_a_column_that_points_at_its_kind() -> None:
    known = {pointer.column: pointer.kind for pointer in pointers()}

    expect_none(
        f"{handler.column} is no column that points at a {handler.kind}"
        for handler in all_handlers()
        if known.get(handler.column) != handler.kind
    )


def test_what_moves_has_words_for_the_preview_and_what_stays_a_reason() -> None:
    wrong = [h.column for h in all_handlers() if not (h.why if h.how is How.KEEP else h.words)]

    expect_none(wrong)


def test_rules_of_uniqueness_are_written_so_that_merging_can_read_them() -> None:
    """A unique constraint on an expression (Lower of a column…) that a moving column takes part in cannot be read."""
    expect_none(
        f"{handler.column}: {constraint.name}"
        for handler in all_handlers()
        for constraint in handler.table._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.expressions and handler.how is How.MOVE
        if any(handler.field in str(expression) for expression in constraint.expressions)
    )


def test_pointers_are_found_outside_our_own_apps_and_in_plain_numbers() -> None:
    found = {pointer.column: pointer.kind for pointer in pointers()}

    assert found["mfa.Authenticator.user"] == Kind.PERSON
    assert found["account.EmailAddress.user"] == Kind.PERSON
    assert found["events.Event_co_organisers.organisation"] == Kind.ORGANISATION
    assert found["mailings.Mail.organisation_id"] == Kind.ORGANISATION
    assert set(TARGETS) == set(found.values())
