"""What a mail to some recipients says: messages, organisations and links, made at the moment it is written."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import translation

from semainier.campaigns.invitations import invitation_token
from semainier.campaigns.models import ListedMember
from semainier.core.addresses import absolute_url
from semainier.events.models import Event
from semainier.events.services.outcomes import outcome_token
from semainier.mailings.services import without_mails
from semainier.organisations.services.people import invite_person
from semainier.rally.criteria import Matter
from semainier.rally.letters import Party, Section, event_words, spoken
from semainier.rally.models import Recipient, Sending
from semainier.rally.placeholders import uses
from semainier.rally.queries.facts import Facts


def sections_of(rows: Sequence[Recipient], facts: Facts) -> tuple[list[Section], bool]:
    """Return the messages to one address, one for each sending, and whether they hold a personal link.

    A mailbox is invited to name the referent: its link is new each time, and an older one stops working.
    """
    by_sending: dict[Sending, list[Recipient]] = defaultdict(list)
    for row in rows:
        by_sending[row.sending].append(row)
    sections = [
        Section(
            edition=sending.edition,
            matter=sending.matter,
            message=sending,
            signature=sending.signature,
            person=own[0].name if own[0].user_id else "",
            parties=tuple(_party(row, facts) for row in own),
        )
        for sending, own in by_sending.items()
    ]
    is_sensitive = any(row.user_id is None or row.sending.matter == Matter.OUTCOME for row in rows)
    return sections, is_sensitive


def _party(row: Recipient, facts: Facts) -> Party:
    sending = row.sending
    language = spoken(sending, row.language)
    listed = facts.listed[sending.edition_id, row.organisation_id]
    events = facts.events.get((sending.edition_id, sending.matter, row.organisation_id), [])
    commit_link, declare_link = _links(row, listed, language)
    return Party(
        name=row.organisation.name,
        region=listed.region.name,
        commit_link=commit_link,
        declare_link=declare_link,
        events=events_told(events, sending.matter, language),
    )


def _links(row: Recipient, listed: ListedMember, language: str) -> tuple[str, str]:
    if row.user is not None:
        token = invitation_token(listed, row.user)
        return (
            absolute_url("campaigns:edition_invitation", token, language=language),
            declare_link(listed, language),
        )
    if not any(
        uses(row.sending.text + row.sending.text_en, name) for name in ("commit_link", "declare_link")
    ):
        return "", ""
    with without_mails():
        _invitation, secret = invite_person(
            organisation=row.organisation, email=row.email, role="referent", by=row.sending.confirmed_by
        )
    link = absolute_url("organisations:invitation_detail", secret, language=language)
    return link, link


def declare_link(listed: ListedMember, language: str) -> str:
    """Return where the organisation declares an event. No query."""
    return absolute_url("events:event_create", listed.organisation_id, listed.edition.slug, language=language)


def events_told(events: Sequence[Event], matter: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return drafts with where to go on, or events with where to tell how they went. No query."""
    told = []
    with translation.override(language):
        for event in events:
            if matter == Matter.OUTCOME:
                url = absolute_url("events:outcome_give", outcome_token(event), language=language)
            else:
                url = absolute_url("events:event_detail", event.uid, language=language)
            told.append((event_words(event.title, event.starts_at, event.zone), url))
    return tuple(told)
