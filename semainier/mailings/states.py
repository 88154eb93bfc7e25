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


class Delivery(models.TextChoices):
    """What was heard of a mail after it left, from the provider or from a mail that came back."""

    SOFT = "soft", pgettext_lazy("delivery of a mail", "came back for now")
    DELIVERED = "delivered", pgettext_lazy("delivery of a mail", "arrived")
    BOUNCED = "bounced", pgettext_lazy("delivery of a mail", "came back")
    COMPLAINED = "complained", pgettext_lazy("delivery of a mail", "reported as unwanted")


class Trouble(models.TextChoices):
    """Why an address is or may soon be suspended."""

    HARD = "hard", pgettext_lazy("trouble of an address", "the address does not exist")
    COMPLAINT = "complaint", pgettext_lazy("trouble of an address", "reported as unwanted")
    SOFT = "soft", pgettext_lazy("trouble of an address", "mails come back again and again")


# One hard bounce or one complaint suspends an address; so many soft ones in a row do.
# Source: practice of mailing-list software (listmonk, hitobito), and of the providers.
SOFT_BOUNCES_ALLOWED = 3

# A word of higher rank replaces a lower one, never the other way round: so late and doubled words change nothing.
DELIVERY_RANKS = {"": 0, Delivery.SOFT: 1, Delivery.DELIVERED: 2, Delivery.BOUNCED: 3, Delivery.COMPLAINED: 4}


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
