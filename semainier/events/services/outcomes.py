"""What the member says after its event: asked by a link that works without signing in, corrected until the freeze."""

from functools import partial
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.events.models import Event, Held, Moderation, Outcome, Status
from semainier.organisations.letters import write_to
from semainier.organisations.queries import association_of, contacts_of

_SALT = "semainier.events.outcome"


def outcome_token(event: Event) -> str:
    """Return the secret of the link; it stays the same, so that a mail found again still works."""
    return signing.dumps(str(event.uid), salt=_SALT)


def event_by_outcome_token(token: str) -> Event | None:
    """Return the event of a link, None for a wrong one. One query."""
    try:
        uid = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Event.objects.select_related("edition", "organisation", "outcome").filter(uid=uid).first()


@transaction.atomic
def give_outcome(
    *, event: Event, held: Held, by: User | None, attendance: int | None = None, **fields: Any
) -> Outcome:
    """Keep how an event went; a second answer corrects the first. `attendance` None means unknown.

    Raises before the event has begun and after the edition stops taking outcomes. `by` is None for the link.
    """
    check_open(event.edition, Permission.OUTCOME_GIVE, clock.today())
    if event.moderation != Moderation.PUBLISHED:
        raise Conflict(
            "outcome.not_published",
            _("This event was not published."),
            _("There is nothing to tell about it."),
        )
    if event.starts_at is None or event.starts_at > clock.now():
        raise Conflict(
            "outcome.too_early", _("This event has not begun yet."), _("Come back when it is over.")
        )
    if held == Held.NO and attendance is not None:
        raise DomainError(
            "outcome.contradiction",
            _("Nobody came to an event that did not take place."),
            _("Leave the number empty."),
        )
    outcome, created = Outcome.objects.select_for_update().get_or_create(
        event=event, defaults={"held": held, "given_at": clock.now(), "given_by": by}
    )
    outcome.held, outcome.attendance, outcome.updated_at = held, attendance, clock.now()
    for name, value in fields.items():
        if name not in {"sentence", "photo", "photo_credit", "photo_rights"}:
            raise TypeError(name)
        setattr(outcome, name, value)
    outcome.save()
    record(
        by=by,
        verb="outcome.given" if created else "outcome.corrected",
        target=outcome,
        data={"held": held, "attendance": attendance},
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )
    return outcome


def events_to_ask_about(edition: Edition) -> "list[Event]":
    """Return the published events that are over and whose organiser was not asked yet. One query."""
    over = Event.objects.published().filter(
        edition=edition, ends_at__lt=clock.now(), outcome_asked_at__isnull=True
    )
    unanswered = over.filter(~Q(status=Status.CANCELLED), outcome__isnull=True)
    return list(unanswered.select_related("organisation", "edition").order_by("ends_at", "pk"))


@transaction.atomic
def ask_outcome(*, event: Event) -> int:
    """Send the outcome link to the people of the organiser; return how many mails were queued. Idempotent."""
    locked = (
        Event.objects.select_for_update(of=("self",))
        .select_related("organisation", "edition")
        .get(pk=event.pk)
    )
    if locked.outcome_asked_at is not None:
        return 0
    mails = write_to(
        contacts_of(locked.organisation),
        kind="outcome.request",
        template="events/emails/outcome_request",
        sensitive=True,
        organisation_id=locked.organisation_id,
        url=partial(absolute_url, "events:outcome_give", outcome_token(locked)),
        context={
            "event": locked,
            "edition": locked.edition,
            "signer": association_of(locked.organisation),
        },
    )
    locked.outcome_asked_at = clock.now()
    locked.save(update_fields=["outcome_asked_at"])
    record(
        by=None,
        verb="outcome.asked",
        target=locked,
        data={"mails": mails},
        edition_id=locked.edition_id,
    )
    return mails
