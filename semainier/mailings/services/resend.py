"""Send again, by the wish of a person, what ended badly."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.mailings.models import Mail
from semainier.mailings.states import State

if TYPE_CHECKING:
    from semainier.accounts.models import User


def resend_in_doubt(*, mail: Mail, by: "User") -> Mail:
    """Queue again a mail whose transfer was cut off, under its own Message-ID: a double is seen as one.

    Raises Conflict (mailings.not_in_doubt, mailings.text_removed). The caller has checked MAIL_VIEW.
    """
    return _queue_again(mail, State.IN_DOUBT, by)


def resend_failed(*, mail: Mail, by: "User") -> Mail:
    """Queue again a mail that was given up; its attempts go on counting.

    Raises Conflict (mailings.not_failed, mailings.text_removed). The caller has checked MAIL_VIEW.
    """
    return _queue_again(mail, State.FAILED, by)


@transaction.atomic
def _queue_again(mail: Mail, state: State, by: "User") -> Mail:
    now = clock.now()
    ended = Mail.objects.filter(pk=mail.pk, state=state, purged_at=None)
    if not ended.update(state=State.QUEUED, next_attempt_at=now, expires_at=None):
        mail.refresh_from_db()
        raise _refusal(mail, state)
    mail.refresh_from_db()
    data = {"was": state, "last_error": mail.last_error}
    record(by=by, verb="mail.resent", target=mail, data=data, organisation_id=mail.organisation_id)
    return mail


def _refusal(mail: Mail, state: State) -> Conflict:
    if mail.state == state:
        return Conflict(
            "mailings.text_removed",
            _("The text of this mail was removed, it cannot be sent again."),
            _("Start again from the page that sends it: a new invitation, a new code."),
        )
    return Conflict(
        f"mailings.not_{state}",
        _("This mail cannot be sent again: it is marked “{state}” now.").format(
            state=mail.get_state_display()
        ),
        _("Somebody may have been quicker. Look at the list again."),
    )
