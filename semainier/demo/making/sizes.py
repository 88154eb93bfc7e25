"""How far the current edition has come at each stage."""

from dataclasses import dataclass

from semainier.demo.models import Stage


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of organisations and of events; `waiting` come on top of one for each association."""

    committed: int
    organisers: int = 0
    published: int = 0
    drafts: int = 0
    waiting: int = 0
    every_association: bool = True
    to_change: int = 0
    refused: int = 0
    withdrawn: int = 0
    cancelled: int = 0
    postponed: int = 0
    full: int = 0
    changed_after: int = 0
    pictures: int = 0
    # Shares of what is over: told at all, told with a number.
    told: float = 0.0
    counted: float = 0.8


SIZES = {
    Stage.PREPARATION: Sizes(committed=92),
    Stage.OPEN: Sizes(
        committed=318,
        organisers=249,
        published=384,
        drafts=44,
        waiting=22,
        to_change=12,
        refused=8,
        withdrawn=4,
        cancelled=5,
        postponed=3,
        full=6,
        changed_after=9,
        pictures=36,
        told=0.5,
    ),
    Stage.WEEK: Sizes(
        committed=337,
        organisers=262,
        published=414,
        drafts=22,
        waiting=3,
        to_change=6,
        refused=10,
        withdrawn=6,
        cancelled=6,
        postponed=4,
        full=12,
        changed_after=7,
        pictures=36,
        told=0.55,
    ),
    Stage.COUNTING: Sizes(
        committed=341,
        organisers=268,
        published=426,
        drafts=15,
        waiting=6,
        every_association=False,
        to_change=3,
        refused=12,
        withdrawn=8,
        cancelled=8,
        postponed=4,
        full=14,
        pictures=36,
        told=0.66,
    ),
}
