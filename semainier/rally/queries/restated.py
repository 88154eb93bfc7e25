"""What is said before a sending is confirmed: who is written to, and who is not for which reason."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.rally.models import Reason
from semainier.rally.queries.audience import Line, Plan

# The most lines that a page names of each group; the others are counted.
NAMED = 100
# Shape of the state and sentence of each group, in the order in which they matter.
GROUPS: tuple[tuple[tuple[Reason, ...], str, str | Promise], ...] = (
    ((Reason.UNREACHABLE,), "no", _("Unreachable: nobody acts for it and it has no mailbox")),
    ((Reason.SUSPENDED,), "no", _("The address is suspended, since mails came back")),
    ((Reason.TOO_SOON,), "wait", _("Held back: written to about this less than seven days before")),
    ((Reason.ENOUGH,), "wait", _("Held back: three reminders about this already")),
    ((Reason.ANSWERED,), "yes", _("Has done it: no reminder")),
    ((Reason.LEFT,), "off", _("No longer wants reminders")),
    ((Reason.GONE,), "off", _("Put into the archive")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines to which nothing would leave, for one reason."""

    shape: str
    word: str
    lines: list[Line]
    number: int

    @property
    def more(self) -> int:
        """How many the page does not name."""
        return self.number - len(self.lines)


def restated(plan: Plan) -> list[Group]:
    """Return who is not written to, by reason. No query."""
    found = [(shape, word, plan.because(*reasons)) for reasons, shape, word in GROUPS]
    return [Group(shape, str(word), lines[:NAMED], len(lines)) for shape, word, lines in found if lines]
