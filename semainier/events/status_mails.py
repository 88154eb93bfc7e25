"""The mail that tells what has become of an event: cancelled, postponed, full, or as announced after all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from semainier.accounts.models import User
from semainier.core.addresses import absolute_url
from semainier.events.models import Event
from semainier.events.queries.dates import Span, spans_words
from semainier.mailings.services import queue_template_mail
from semainier.organisations.models import Organisation
from semainier.organisations.queries import active_people, association_of, contacts_of, federation


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who is written to, and the page of the event that is hers."""

    email: str
    name: str
    language: str
    organisation: Organisation
    url: str


def mail_status(event: Event, *, by: User | None, old_dates: Sequence[Span]) -> int:
    """Queue a mail to the co-organisers and the region, to the organiser too when the word is not its own.

    Nobody is told what she did herself. Returns how many. Four queries, one more for each co-organiser.
    """
    region = association_of(event.organisation)
    readers = {reader.email: reader for reader in _readers(event, by, region or federation())}
    if by is not None:
        readers.pop(by.email, None)
    for reader in readers.values():
        queue_template_mail(
            kind="event.status",
            template="events/emails/status",
            to_email=reader.email,
            to_name=reader.name,
            language=reader.language,
            organisation_id=reader.organisation.pk,
            context={
                "event": event,
                "edition": event.edition,
                "announced": spans_words(old_dates, event.zone),
                "by": by,
                "signer": region,
                "url": reader.url,
            },
        )
    return len(readers)


def _readers(event: Event, by: User | None, desk: Organisation | None) -> Iterator[_Reader]:
    """Yield who is told; whoever stands there twice is told once, with the page that comes last."""
    own = by is not None and active_people(event.organisation).filter(user=by).exists()
    for organisation in event.co_organisers.all():
        yield from _readers_of(organisation, "events:event_public", event.edition.slug, event.slug)
    if desk is not None:
        yield from _readers_of(desk, "events:queue_item", event.uid)
    if not own:
        yield from _readers_of(event.organisation, "events:event_detail", event.uid)


def _readers_of(organisation: Organisation, page: str, *args: object) -> Iterator[_Reader]:
    for email, name, language in contacts_of(organisation):
        yield _Reader(email, name, language, organisation, absolute_url(page, *args, language=language))
