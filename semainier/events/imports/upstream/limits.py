"""What an agenda from elsewhere may cost at most, and how one that breaks a bound is refused."""

import time

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError

MAX_BYTES = 50 * 1024 * 1024
MAX_EVENTS = 100_000
MAX_LINE_BYTES = 1024 * 1024  # of a calendar; only embedded pictures are longer
# Objects and lists of a JSON file; an agenda of 100,000 events has some thirty each.
MAX_BRACKETS = 4_000_000
MAX_SECONDS = 60.0  # to read one agenda


def bad_agenda(code: str, message: str, next_step: str = "") -> DomainError:
    """Return the refusal of a whole agenda: `agenda.<code>`."""
    return DomainError(
        f"agenda.{code}", message, next_step or _("Ask for it again from where it comes from.")
    )


def too_big() -> DomainError:
    return bad_agenda(
        "too_big",
        _("This agenda is bigger than %(limit)s MB.") % {"limit": MAX_BYTES // 1024 // 1024},
        _("Ask for the days of the edition only."),
    )


def too_many_events() -> DomainError:
    return bad_agenda(
        "too_many_events",
        _("This agenda holds more than 100,000 events."),
        _("Ask for the days of the edition only."),
    )


class Patience:
    """The time that the reading of one agenda may take."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise DomainError `agenda.too_slow` once the time is over."""
        if time.monotonic() > self._end:
            raise bad_agenda(
                "too_slow",
                _("Reading this agenda takes too long: its repetitions are too many."),
                _("Ask for the days of the edition only."),
            )
