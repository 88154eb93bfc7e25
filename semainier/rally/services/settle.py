"""Keep what became of the mails, for the day when the outbox forgets them."""

from django.db import transaction

from semainier.campaigns.models import ListedMember
from semainier.mailings.states import State
from semainier.rally.criteria import Matter
from semainier.rally.models import Recipient, RecipientState
from semainier.rally.models.sendings import BY_MAIL, MAY_CHANGE, RecipientQuerySet

AT_ONCE = 1_000


def settle(recipients: RecipientQuerySet | None = None) -> int:
    """Take over what the outbox says of the mails of recipients, of all without; return how many changed.

    Whose mail to join has left is invited from then on. Four statements when nothing has changed.
    """
    rows: RecipientQuerySet = Recipient.objects.all() if recipients is None else recipients
    changed = 0
    sent = rows.filter(state__in=MAY_CHANGE, mail__state=State.SENT).select_related("sending")
    while some := list(sent[:AT_ONCE]):
        changed += _settle_sent(some)
    for state, own in BY_MAIL.items():
        if state != State.SENT:
            other = rows.filter(state__in=MAY_CHANGE, mail__state=state).exclude(state=own)
            changed += other.update(state=own)
    return changed


@transaction.atomic
def _settle_sent(sent: list[Recipient]) -> int:
    Recipient.objects.filter(pk__in=[row.pk for row in sent]).update(state=RecipientState.SENT)
    asked = [row for row in sent if row.sending.matter == Matter.COMMIT]
    lines = ListedMember.objects.filter(
        organisation__in={row.organisation_id for row in asked},
        edition__in={row.sending.edition_id for row in asked},
        invited_at__isnull=True,
    )
    by_line = {(row.sending.edition_id, row.organisation_id): row.leaves_at for row in asked}
    invited = [line for line in lines if (line.edition_id, line.organisation_id) in by_line]
    for line in invited:
        line.invited_at = by_line[line.edition_id, line.organisation_id]
    ListedMember.objects.bulk_update(invited, ["invited_at"], batch_size=200)
    return len(sent)
