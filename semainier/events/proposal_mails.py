"""The mails of an event declared on behalf of a member: to the organisation, and back to the region."""

from semainier.accounts.models import User
from semainier.core.addresses import absolute_url
from semainier.events.models import Event
from semainier.mailings.services import queue_template_mail
from semainier.organisations.queries import association_of, contacts_of, federation


def mail_proposed(event: Event) -> int:
    """Ask the people of the organisation, else its mailbox, to confirm; return how many. Two queries."""
    signer = association_of(event.organisation)
    contacts = contacts_of(event.organisation)
    for email, name, language in contacts:
        queue_template_mail(
            kind="event.proposed",
            template="events/emails/proposed",
            to_email=email,
            to_name=name,
            language=language,
            organisation_id=event.organisation_id,
            context={
                "event": event,
                "edition": event.edition,
                "signer": signer,
                "by": event.proposed_by,
                "url": absolute_url("events:event_detail", event.uid, language=language),
            },
        )
    return len(contacts)


def mail_declined(event: Event, *, by: User, words: str) -> int:
    """Tell who proposed the event, else the region, that the organisation does not want it; return how many."""
    region = association_of(event.organisation) or federation()
    proposer = event.proposed_by
    readers = contacts_of(region) if region else []
    if proposer is not None and proposer.is_active:
        readers = [(proposer.email, proposer.name, proposer.language)]
    for email, name, language in readers:
        queue_template_mail(
            kind="event.declined",
            template="events/emails/declined",
            to_email=email,
            to_name=name,
            language=language,
            organisation_id=region.pk if region else None,
            context={
                "event": event,
                "edition": event.edition,
                "by": by,
                "words": words,
                "url": absolute_url("events:event_detail", event.uid, language=language),
            },
        )
    return len(readers)
