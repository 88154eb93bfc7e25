"""The states of a mail, which may follow which, and how long to wait between two attempts."""

import datetime as dt

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("state of a mail", "waiting")
    SENDING = "sending", pgettext_lazy("state of a mail", "under way")
    SENT = "sent", pgettext_lazy("state of a mail", "sent")
    IN_DOUBT = "in_doubt", pgettext_lazy("state of a mail", "in doubt")
    FAILED = "failed", pgettext_lazy("state of a mail", "failed")
    SUPPRESSED = "suppressed", pgettext_lazy("state of a mail", "held back")


class Priority(models.IntegerChoices):
    CODE = 0, pgettext_lazy("priority of a mail", "code")
    NORMAL = 10, pgettext_lazy("priority of a mail", "ordinary")
    BULK = 20, pgettext_lazy("priority of a mail", "mass mailing")


# What may follow each state. `queued` after `sending` is the next attempt; after `in_doubt`, `failed` it is
# wished by a person or a setting. What else follows `in_doubt` is the late word of a worker taken for dead.
NEXT_STATES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SUPPRESSED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.IN_DOUBT, State.FAILED, State.SUPPRESSED}),
    State.IN_DOUBT: frozenset({State.SENT, State.QUEUED, State.FAILED, State.SUPPRESSED}),
    State.FAILED: frozenset({State.QUEUED, State.SUPPRESSED}),
    State.SENT: frozenset(),
    State.SUPPRESSED: frozenset(),
}

# How a page shows a state: classes of core/components/state.html.
SHAPES = {
    State.QUEUED: "none",
    State.SENDING: "none",
    State.SENT: "yes",
    State.IN_DOUBT: "wait",
    State.FAILED: "no",
    State.SUPPRESSED: "off",
}

SENDABLE_AGAIN = frozenset({State.IN_DOUBT, State.FAILED})


def states_before(state: State) -> list[State]:
    """Return the states from which a mail may pass to this one."""
    return [before for before, after in NEXT_STATES.items() if state in after]


# After the first attempt wait a minute, and so on; after the last one there is no further attempt.
BACK_OFF = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=12),
)


def delay_after(attempts: int) -> dt.timedelta | None:
    """Return how long to wait after that many attempts, None when there have been enough."""
    return BACK_OFF[attempts - 1] if 1 <= attempts <= len(BACK_OFF) else None
