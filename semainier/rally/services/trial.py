"""A message sent to oneself, to see it where mails are read."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.mailings.models import Mail
from semainier.mailings.services import queue_mail
from semainier.rally.letters import Letter


@transaction.atomic
def send_trial(*, letter: Letter, by: User) -> Mail:
    """Queue a message to the person who asks, marked as a test. The caller has checked RALLY_SEND. Two queries."""
    with translation.override(letter.language):
        subject = _("Test: %(subject)s") % {"subject": letter.subject}
    return queue_mail(
        kind="rally.test",
        to_email=by.email,
        to_name=by.name,
        user=by,
        subject=subject,
        text=letter.text,
        language=letter.language,
    )
