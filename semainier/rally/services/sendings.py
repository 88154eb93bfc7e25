"""Confirm a sending: the count is asked for once more, then recipients and text are frozen in one transaction."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.criteria import Choice
from semainier.rally.models import MessageTemplate, Recipient, RecipientState, Segment, Sending
from semainier.rally.queries.audience import Line, Plan, plan_of
from semainier.rally.queries.conditions import takes
from semainier.rally.queries.segments import members_of

# How far ahead an hour may be chosen.
FURTHEST = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sending as it was chosen, before it is confirmed. `leaves_at` None: at once."""

    edition: Edition
    choice: Choice
    matter: str
    message: MessageTemplate
    audience: str
    signature: str = ""
    segment: Segment | None = None
    association: Organisation | None = None
    leaves_at: dt.datetime | None = None

    @property
    def scope(self) -> Organisation | None:
        """The association to whose territory its segment is bound."""
        return self.segment.association if self.segment else None


class NumberChangedError(Conflict):
    """The recipients are others than those that were shown; they have to be shown again."""


def plan_of_draft(draft: Draft, reach: Reach) -> Plan:
    """Return whom a draft would reach now. Cost as `plan_of`. Raises Conflict when the edition does not take it."""
    check_takes(draft.edition, draft.matter)
    members = members_of(draft.edition, draft.choice, clock.now(), reach, draft.scope)
    return plan_of(draft.edition, members, draft.matter, draft.leaves_at or clock.now())


def check_takes(edition: Edition, matter: str) -> None:
    """Raise a 409 when the phase of the edition makes the matter pointless."""
    if not takes(edition, matter, clock.today()):
        raise Conflict(
            "sending.closed",
            _("%(edition)s no longer takes what this message asks for, or not yet.") % {"edition": edition},
            _("Choose another matter, or come back in another phase."),
        )


@transaction.atomic
def confirm_sending(
    *, draft: Draft, reach: Reach, organisations: int, mails: int, key: str, by: User
) -> Sending:
    """Freeze recipients and text of a sending that was shown with these numbers; a second time returns the first.

    Raises NumberChangedError (409) when the numbers are others now, DomainError when nobody would be written to.
    The caller has checked RALLY_SEND; `reach` is how far it goes. Cost as `plan_of` and a bulk insert.
    """
    list(Edition.objects.select_for_update(no_key=True).filter(pk=draft.edition.pk).values_list("pk"))
    own_key = f"web:{by.pk}:{key}"
    found: Sending | None = Sending.objects.filter(key=own_key).first()
    if found is not None:
        return found
    plan = plan_of_draft(draft, reach)
    if (plan.organisations, plan.mails) != (organisations, mails):
        raise NumberChangedError(
            "sending.number_changed",
            _("The recipients have changed since the page was shown. Nothing has left."),
            _("Look at the new numbers and confirm them."),
        )
    if not plan.mails:
        raise DomainError(
            "sending.nobody",
            _("Nobody would be written to."),
            _("Choose a wider segment, or another matter."),
        )
    return freeze(draft=draft, plan=plan, lines=plan.lines, key=own_key, by=by)


@transaction.atomic
def freeze(
    *, draft: Draft, plan: Plan, lines: list[Line], key: str, by: User | None, is_automatic: bool = False
) -> Sending:
    """Write a sending and its recipients, who change no more. `by` is None for a reminder that leaves by itself."""
    leaves_at = draft.leaves_at or clock.now()
    message = draft.message
    sending: Sending = Sending.objects.create(
        edition=draft.edition,
        association=draft.association,
        key=key,
        segment=draft.segment,
        audience=draft.audience[:200],
        include=draft.choice.include.stored(),
        exclude=draft.choice.exclude.stored(),
        matter=draft.matter,
        message_name=message.name,
        subject=message.subject,
        text=message.text,
        subject_en=message.subject_en,
        text_en=message.text_en,
        signature=draft.signature,
        is_automatic=is_automatic,
        leaves_at=leaves_at,
        organisations=len({line.listed.organisation_id for line in lines}),
        mails=plan.mails,
        confirmed_at=clock.now(),
        confirmed_by=by,
    )
    Recipient.objects.bulk_create((_recipient(sending, line) for line in lines), batch_size=500)
    record(
        by=by,
        verb="sending.confirmed",
        target=sending,
        data={
            "matter": sending.matter,
            "organisations": sending.organisations,
            "mails": sending.mails,
            "leaves_at": leaves_at,
        },
        edition_id=draft.edition.pk,
    )
    return sending


def _recipient(sending: Sending, line: Line) -> Recipient:
    return Recipient(
        sending=sending,
        organisation_id=line.listed.organisation_id,
        user=line.user,
        email=line.email,
        name=line.name,
        language=line.language,
        state=RecipientState.SKIPPED if line.reason else RecipientState.WAITING,
        reason=line.reason,
        leaves_at=sending.leaves_at,
    )
