"""What is said of who is not written to."""

import pytest

from semainier.campaigns.models import ListedMember
from semainier.rally.models import Reason
from semainier.rally.queries.audience import Line, Plan
from semainier.rally.queries.restated import GROUPS, NAMED, restated


def lines(number, reason):
    return [Line(ListedMember(organisation_id=n), email=f"{n}@x", reason=reason) for n in range(number)]


def test_nobody_left_out_is_no_group():
    assert restated(Plan(lines(3, ""))) == []


def test_groups_come_in_the_order_in_which_they_matter():
    plan = Plan([*lines(1, Reason.ANSWERED), *lines(2, Reason.SUSPENDED), *lines(3, Reason.UNREACHABLE)])

    assert [(group.shape, group.number) for group in restated(plan)] == [("no", 3), ("no", 2), ("yes", 1)]


def test_long_groups_are_named_in_part_and_counted():
    [group] = restated(Plan(lines(NAMED + 7, Reason.LEFT)))

    assert (len(group.lines), group.number, group.more) == (NAMED, NAMED + 7, 7)


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.CLOSED])
def test_every_reason_of_a_plan_has_its_sentence(reason):
    told = {one for reasons, _shape, _word in GROUPS for one in reasons}

    assert reason in told


def test_lines_of_a_plan_are_in_one_group_or_due():
    every = [line for reason in ["", *Reason] if reason != Reason.CLOSED for line in lines(2, reason)]
    plan = Plan(every)

    assert sum(group.number for group in restated(plan)) + len(plan.due()) == len(every)
