"""Laws of merging, over rows of every table: undone it leaves no trace, and nothing is ever lost."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.core.merging import How, Kind, all_handlers, moving
from semainier.organisations.merging.queries import made_since
from semainier.organisations.merging.services import merge, undo_merge
from semainier.organisations.merging.subjects import TABLES
from semainier.organisations.services.organisations import refresh_search
from semainier.organisations.tests.merging_world import MAKERS, World, everything, make_row, make_world

laws = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
third = st.integers(0, 2)
rows = st.lists(st.tuples(st.integers(0, len(MAKERS) - 1), third, third, third), max_size=30)
pairs = st.lists(
    st.tuples(st.sampled_from(Kind), st.sampled_from([(0, 1), (1, 0), (0, 2), (2, 1), (1, 2)])),
    min_size=1,
    max_size=3,
)


@contextmanager
def scene(edition: Edition, made: list[tuple[int, int, int, int]]) -> Iterator[World]:
    """A world with these rows, which is gone afterwards."""
    with transaction.atomic():
        world = make_world(edition)
        for row in made:
            make_row(world, *row)
        for organisation in world.organisations:
            organisation.refresh_from_db()
            refresh_search(organisation=organisation)
        yield world
        transaction.set_rollback(True)


def merge_two(world: World, kind: Kind, survivor: int, loser: int) -> Any:
    """Merge two of the world, those that take part in a merge already replaced by who stands for them."""
    of = world.organisations if kind is Kind.ORGANISATION else world.people
    for one in of:
        one.refresh_from_db()
    first, second = (of[n].merged_into or of[n] for n in (survivor, loser))
    return None if first == second else merge(survivor=first, loser=second, by=None)


@laws
@given(made=rows, wanted=pairs)
def test_merges_undone_in_the_opposite_order_restore_every_table(
    edition: Edition, made: list[Any], wanted: list[Any]
):
    with scene(edition, made) as world:
        stack = []
        for kind, (survivor, loser) in wanted:
            before = everything()
            stack.append((before, merge_two(world, kind, survivor, loser)))

        for before, done in reversed(stack):
            if done is not None:
                assert undo_merge(merge=done, by=None).left == 0
            assert everything() == before


@laws
@given(made=rows, kind=st.sampled_from(Kind))
def test_no_row_is_lost_and_none_points_at_who_is_gone(edition: Edition, made: list[Any], kind: Kind):
    with scene(edition, made) as world:
        before = everything()
        done = merge_two(world, kind, 0, 1)

        aside = {(s["model"], s["cells"]["id"]) for s in done.journal if s["do"] == "aside"}
        after = everything()
        missing = {(t.lower(), k) for t, known in before.items() for k in known.keys() - after[t].keys()}
        assert missing == aside
        for handler in moving(kind):
            left = handler.table._meta.base_manager.filter(**{handler.pointer.attname: done.loser_id})
            assert handler.column.endswith("merged_into") or not left.exists(), handler.column


@laws
@given(made=rows, since=rows, kind=st.sampled_from(Kind))
def test_rows_made_since_stay_with_the_survivor_and_are_told(
    edition: Edition, made: list[Any], since: list[Any], kind: Kind
):
    with scene(edition, made) as world:
        done = merge_two(world, kind, 0, 1)
        before = everything()
        for row in since:
            make_row(world, row[0], 0, 0, row[3])
        new = {(t, k) for t, known in everything().items() for k in known.keys() - before[t].keys()}
        told = {(s.handler.model, k) for s in made_since(done) for k in s.keys}

        undo_merge(merge=done, by=None)

        after = everything()
        assert all(key in after[table] for table, key in new)
        assert told <= new
        pointing = {(h.model, k) for h in moving(kind) for k in pointing_at(h, done.survivor_id)}
        assert new & pointing == told


@laws
@given(made=rows, wanted=pairs, order=st.randoms(use_true_random=False))
def test_whatever_is_undone_first_all_is_restored_in_the_end(
    edition: Edition, made: list[Any], wanted: list[Any], order: Random
):
    with scene(edition, made) as world:
        before = everything()
        standing = []
        for hour, (kind, (survivor, loser)) in enumerate(wanted):
            with clock.at(clock.now() + dt.timedelta(hours=hour)):
                standing.append(merge_two(world, kind, survivor, loser))
        standing = [one for one in standing if one]

        while standing:
            order.shuffle(standing)
            if tried(standing[0]) == "undone":
                standing.pop(0)
            else:
                assert (tried(standing[0]), len(standing) > 1) == ("merging.later_first", True)
        assert everything() == before


def tried(merge: Any) -> str:
    """Undo a merge whole, or return the code of the refusal."""
    try:
        return "undone" if undo_merge(merge=merge, by=None).left == 0 else "left"
    except Conflict as error:
        return error.code


def pointing_at(handler: Any, key: int) -> list[Any]:
    rows = handler.table._meta.base_manager.filter(**{handler.pointer.attname: key})
    return list(rows.values_list("pk", flat=True))


def test_the_world_holds_rows_of_every_column_that_moves(edition: Edition):
    """A new table has to be added to the world, so that the laws are tried on it."""
    every = [(maker, o, 0, n) for maker in range(len(MAKERS)) for o in (1, 0) for n in range(3)]

    with scene(edition, every) as world:
        missing = [
            handler.column
            for handler in all_handlers()
            if handler.how is How.MOVE
            and not any(
                pointing_at(handler, one.pk)
                for one in TABLES[handler.kind].subject.objects.filter(
                    pk__in=[x.pk for x in (*world.organisations, *world.people)]
                )
            )
        ]

    assert missing == []
