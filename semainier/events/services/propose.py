"""Declare an event on behalf of a member: the region writes it, the organisation confirms, changes or declines it.

Until then it is a draft that only the organisation, its region and the head see. Its states change here because they
belong to the proposal; from the confirmation on it is an event like any other (services/moderation.py).
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.campaigns.queries import commitment_of
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.core.permissions import Permission
from semainier.events.models import Decision, DecisionAction, Event, Moderation
from semainier.events.proposal_mails import mail_declined, mail_proposed
from semainier.events.services.declare import check_complete, create_event, update_event
from semainier.events.services.moderation import publish_event, submit_event
from semainier.organisations.access import has_permission
from semainier.organisations.models import Organisation


@transaction.atomic
def propose_event(*, edition: Edition, organisation: Organisation, by: User, **fields: Any) -> Event:
    """Write an event on behalf of an organisation and ask it by mail to confirm. The caller has checked EVENT_PROPOSE.

    The member confirms the place. Raises Conflict `event.not_committed` while the organisation has not accepted the
    charter, DomainError `event.incomplete`, and as `create_event`.
    """
    check_open(edition, Permission.EVENT_DECLARE, clock.today())
    if commitment_of(edition, organisation) is None:
        raise Conflict(
            "event.not_committed",
            _("%(name)s has not joined %(edition)s yet.")
            % {"name": organisation.name, "edition": edition.name},
            _("The charter comes first: its referent or its director accepts it, then you propose an event."),
        )
    event = create_event(edition=edition, organisation=organisation, by=by, **fields)
    check_complete(event, but_confirmation=True)
    event.proposed_by, event.proposed_at = by, event.updated_at
    event.save(update_fields=["proposed_by", "proposed_at"])
    _record(event, by, "event.proposed")
    mail_proposed(event)
    return event


@transaction.atomic
def confirm_event(*, event: Event, by: User, is_place_confirmed: bool = False) -> Event:
    """Accept the proposal for the organisation: unchanged it is published at once by who proposed it, else submitted.

    It is submitted too when who proposed it no longer decides for the organisation. Raises Conflict
    `event.not_proposed`, and as `submit_event`. The caller has checked EVENT_DECLARE.
    """
    _check_proposal(event)
    is_unchanged, proposer = event.updated_at == event.proposed_at, event.proposed_by
    if is_place_confirmed and event.place_confirmed_at is None:
        update_event(event=event, by=by, place_confirmed_at=clock.now())
    Event.objects.filter(pk=event.pk).update(confirmed_at=clock.now())
    _record(event, by, "event.confirmed")
    submitted = submit_event(event=event, by=by)
    may_publish = proposer is not None and has_permission(
        proposer, Permission.EVENT_MODERATE, organisation=event.organisation
    )
    if submitted.moderation == Moderation.SUBMITTED and is_unchanged and may_publish:
        return publish_event(event=submitted, by=proposer)
    return submitted


@transaction.atomic
def decline_event(*, event: Event, by: User, words: str = "") -> Event:
    """Say for the organisation that the event will not be: it is withdrawn, and its region told, with a word.

    Raises Conflict `event.not_proposed`. The caller has checked EVENT_DECLARE.
    """
    _check_proposal(event)
    now = clock.now()
    event.moderation, event.proposed_at, event.decided_at = Moderation.WITHDRAWN, None, now
    event.save(update_fields=["moderation", "proposed_at", "decided_at"])
    Decision.objects.create(event=event, action=DecisionAction.WITHDRAW, message=words.strip(), by=by, at=now)
    _record(event, by, "event.declined", {"words": words.strip()})
    mail_declined(event, by=by, words=words.strip())
    return event


def _check_proposal(event: Event) -> None:
    """Lock the event, read it again, and refuse what is no proposal that waits for an answer."""
    related = ("edition", "organisation", "theme", "commune", "department", "region", "proposed_by")
    event.refresh_from_db(
        from_queryset=Event.objects.select_for_update(of=("self",)).select_related(*related)
    )
    if not event.is_proposal:
        raise Conflict(
            "event.not_proposed",
            _("This event does not wait for a confirmation."),
            _("Open it again to see where it stands."),
        )


def _record(event: Event, by: User, verb: str, data: dict[str, str] | None = None) -> None:
    record(
        by=by,
        verb=verb,
        target=event,
        data=data,
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )
