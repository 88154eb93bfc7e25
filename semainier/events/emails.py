"""The mails between a member and its region: how an event stands, what was written, what waits at the desk."""

import datetime as dt
from functools import partial

from semainier.accounts.models import User
from semainier.core.addresses import absolute_url
from semainier.events.models import Alert, DecisionAction, Event, Message
from semainier.events.queries.desks import moderators_of
from semainier.events.queries.digest import Digest, Escalated
from semainier.events.topics import ALERT_ANSWER, DIGEST, ESCALATED, THREAD
from semainier.mailings.services import queue_template_mail
from semainier.organisations.letters import write_to
from semainier.organisations.queries import association_of, contacts_of

# Steps that the organiser did not take herself.
TOLD = frozenset({DecisionAction.PUBLISH, DecisionAction.REQUEST_CHANGES, DecisionAction.REFUSE})


def mail_organiser(event: Event, action: DecisionAction, message: str, *, on_trust: bool = False) -> int:
    """Queue a mail to the people of the organiser when the region has decided; return how many. Two queries."""
    if action not in TOLD:
        return 0
    return write_to(
        contacts_of(event.organisation),
        kind=f"event.{action}",
        template=f"events/emails/{action}",
        organisation_id=event.organisation_id,
        url=partial(absolute_url, "events:event_detail", event.uid),
        context={
            "event": event,
            "edition": event.edition,
            "message": message,
            "on_trust": on_trust,
            "signer": association_of(event.organisation),
        },
    )


def mail_thread(event: Event, messages: list[Message]) -> int:
    """Queue what one side wrote about an event to the people of the other; return how many mails. Two queries."""
    from_desk = messages[-1].from_desk
    if from_desk:
        people = contacts_of(event.organisation)
    else:
        people = [(user.email, user.name, user.language) for user in moderators_of(event.organisation)]
    page = "events:event_detail" if from_desk else "events:queue_item"
    return write_to(
        people,
        kind="event.message",
        template="events/emails/message",
        topic=THREAD.code,
        organisation_id=event.organisation_id,
        url=lambda language: absolute_url(page, event.uid, language=language) + "#messages",
        context={
            "event": event,
            "edition": event.edition,
            "messages": messages,
            "from_desk": from_desk,
            "signer": association_of(event.organisation) if from_desk else event.organisation,
        },
    )


def mail_alert_answer(alert: Alert) -> None:
    """Queue the answer to who reported the page of an event, if an address was left."""
    if not alert.email:
        return
    queue_template_mail(
        kind="event.alert_answer",
        template="events/emails/alert_answer",
        to_email=alert.email,
        language=alert.language,
        topic=ALERT_ANSWER.code,
        context={
            "event": alert.event,
            "edition": alert.event.edition,
            "alert": alert,
            "url": absolute_url(
                "events:programme", edition=alert.event.edition.slug, language=alert.language
            ),
        },
    )


def mail_digest(user: User, digest: Digest, day: dt.date) -> None:
    """Queue the day's digest of one moderator; the same day again changes nothing. Two queries."""
    queue_template_mail(
        kind="moderation.digest",
        template="events/emails/digest",
        user=user,
        topic=DIGEST.code,
        dedup_key=f"moderation.digest:{user.pk}:{day}",
        context={"digest": digest, "url": absolute_url("events:queue", language=user.language)},
    )


def mail_escalated(user: User, escalated: Escalated, day: dt.date) -> None:
    """Queue the day's list of what waits past its delay to one person of the head office. Two queries."""
    queue_template_mail(
        kind="moderation.escalated",
        template="events/emails/escalated",
        user=user,
        topic=ESCALATED.code,
        dedup_key=f"moderation.escalated:{user.pk}:{day}",
        context={
            "escalated": escalated,
            "url": absolute_url("events:queue", language=user.language) + "?vue=hors-delai",
        },
    )
