"""The mails of an event declared on behalf of a member: to the organisation, and back to the region."""

from functools import partial

from semainier.accounts.models import User
from semainier.core.addresses import absolute_url
from semainier.events.models import Event
from semainier.organisations.letters import write_to
from semainier.organisations.queries import association_of, contacts_of, federation


def mail_proposed(event: Event) -> int:
    """Ask the people of the organisation, else its mailbox, to confirm; return how many. Two queries."""
    return write_to(
        contacts_of(event.organisation),
        kind="event.proposed",
        template="events/emails/proposed",
        organisation_id=event.organisation_id,
        url=partial(absolute_url, "events:event_detail", event.uid),
        context={
            "event": event,
            "edition": event.edition,
            "signer": association_of(event.organisation),
            "by": event.proposed_by,
        },
    )


def mail_declined(event: Event, *, by: User, words: str) -> int:
    """Tell who proposed the event, else the region, that the organisation does not want it; return how many."""
    region = association_of(event.organisation) or federation()
    proposer = event.proposed_by
    readers = contacts_of(region) if region else []
    if proposer is not None and proposer.is_active:
        readers = [(proposer.email, proposer.name, proposer.language)]
    return write_to(
        readers,
        kind="event.declined",
        template="events/emails/declined",
        organisation_id=region.pk if region else None,
        url=partial(absolute_url, "events:event_detail", event.uid),
        context={"event": event, "edition": event.edition, "by": by, "words": words},
    )
