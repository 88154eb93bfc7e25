"""What has not left can be taken back: a sending that is cancelled, a mail to who has answered meanwhile."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import cancel_batch
from semainier.mailings.states import State
from semainier.rally.models import Reason, Recipient, RecipientState, Sending
from semainier.rally.queries.conditions import answered
from semainier.rally.services.settle import settle

AT_ONCE = 500


@transaction.atomic
def cancel_sending(*, sending: Sending, by: User) -> Sending:
    """Cancel what has not left; what a mail said for another sending waits again. Idempotent.

    Ten statements, whatever the number of recipients. The caller has checked RALLY_SEND for it.
    """
    list(Edition.objects.select_for_update(no_key=True).filter(pk=sending.edition_id).values_list("pk"))
    locked: Sending = Sending.objects.select_for_update(of=("self",)).get(pk=sending.pk)
    if locked.cancelled_at is not None:
        return locked
    locked.cancelled_at, locked.cancelled_by = clock.now(), by
    locked.save(update_fields=["cancelled_at", "cancelled_by"])
    own = Recipient.objects.filter(sending=locked)
    settle(own)
    stopped = own.filter(state=RecipientState.WAITING).update(state=RecipientState.CANCELLED)
    queued = own.filter(state=RecipientState.QUEUED, mail__state=State.QUEUED)
    batches = list(queued.order_by().values_list("mail__batch", flat=True).distinct())
    for batch in filter(None, batches):
        cancel_batch(batch, by=by)
    held = Recipient.objects.filter(
        state=RecipientState.QUEUED, mail__batch__in=batches, mail__state=State.SUPPRESSED
    )
    stopped += held.filter(sending=locked).update(state=RecipientState.CANCELLED)
    held.exclude(sending=locked).update(state=RecipientState.WAITING, mail=None)
    record(
        by=by,
        verb="sending.cancelled",
        target=locked,
        data={"stopped": stopped},
        edition_id=locked.edition_id,
    )
    return locked


def take_back_answered() -> int:
    """Hold back the mails in the outbox whose organisation has answered meanwhile; return how many recipients.

    Who acts for another organisation that has not is written to about that one alone. Two queries when there is
    nothing in the outbox and nothing to do.
    """
    under_way = Recipient.objects.filter(state=RecipientState.QUEUED, mail__state=State.QUEUED)
    taken = 0
    for edition_id, matter in (
        under_way.order_by().values_list("sending__edition", "sending__matter").distinct()
    ):
        edition = Edition.objects.get(pk=edition_id)
        done = ListedMember.objects.filter(answered(matter, edition, clock.now()), edition=edition)
        about = under_way.filter(sending__edition=edition, sending__matter=matter)
        keys = about.filter(organisation__in=done.values("organisation")).values_list("pk", flat=True)
        taken += _take_back(list(keys[:AT_ONCE]))
    return taken


@transaction.atomic
def _take_back(keys: list[int]) -> int:
    if not keys:
        return 0
    mails = list(Recipient.objects.filter(pk__in=keys).values_list("mail", flat=True))
    waiting = Mail.objects.select_for_update().filter(pk__in=mails, state=State.QUEUED)
    held = list(waiting.values_list("pk", flat=True))
    Mail.objects.filter(pk__in=held, state=State.QUEUED).update(
        state=State.SUPPRESSED, last_error=_("The organisation has answered meanwhile.")
    )
    rows = Recipient.objects.filter(mail__in=held, state=RecipientState.QUEUED)
    done = rows.filter(pk__in=keys).update(state=RecipientState.SKIPPED, reason=Reason.ANSWERED, mail=None)
    rows.update(state=RecipientState.WAITING, mail=None)
    return done
