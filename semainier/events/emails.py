"""The mails that tell a member how its event stands and what to do next."""

from semainier.core.addresses import absolute_url
from semainier.events.models import DecisionAction, Event
from semainier.mailings.services import queue_template_mail
from semainier.organisations.queries import association_of, contacts_of

# Steps that the organiser did not take herself.
TOLD = frozenset({DecisionAction.PUBLISH, DecisionAction.REQUEST_CHANGES, DecisionAction.REFUSE})


def mail_organiser(event: Event, action: DecisionAction, message: str) -> int:
    """Queue a mail to the people of the organiser when the region has decided; return how many. Two queries."""
    if action not in TOLD:
        return 0
    contacts = contacts_of(event.organisation)
    signer = association_of(event.organisation)
    for email, name, language in contacts:
        queue_template_mail(
            kind=f"event.{action}",
            template=f"events/emails/{action}",
            to_email=email,
            to_name=name,
            language=language,
            organisation_id=event.organisation_id,
            context={
                "event": event,
                "edition": event.edition,
                "message": message,
                "signer": signer,
                "url": absolute_url("events:event_detail", event.uid, language=language),
            },
        )
    return len(contacts)
