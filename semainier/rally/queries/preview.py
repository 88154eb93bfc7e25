"""A message as one person would read it, with links that lead nowhere secret."""

import datetime as dt
from collections.abc import Sequence

from django.utils import translation

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.events.models import Event
from semainier.rally.criteria import Matter
from semainier.rally.letters import Letter, Message, Party, Section, event_words, letter_of
from semainier.rally.queries.audience import Line, Plan
from semainier.rally.queries.facts import events_about

# Stands for the secret of a personal link: a preview is read by somebody else.
SECRET = "exemple"  # noqa: S105 -- no secret


def lines_to_one(plan: Plan) -> list[Line]:
    """Return the lines of the first person who would be written to, none when nobody would."""
    due = plan.due()
    return [line for line in due if line.email == due[0].email] if due else []


def preview(
    edition: Edition, matter: str, message: Message, lines: Sequence[Line], *, signature: str, at: dt.datetime
) -> dict[str, Letter]:
    """Return the mail to one person in each language in which the message is written. At most one query."""
    events = events_about(edition, matter, {line.listed.organisation_id for line in lines})
    day = at.astimezone(clock.PARIS).date()
    languages = ["fr", "en"] if message.subject_en and message.text_en else ["fr"]
    person = lines[0].name if lines[0].user else ""
    found = {}
    for language in languages:
        parties = tuple(
            _party(line, edition.slug, _told(_own(events, line), matter, language), language)
            for line in lines
        )
        section = Section(edition, matter, message, signature, person, parties)
        found[language] = letter_of([section], language, day)
    return found


def _own(events: Sequence[Event], line: Line) -> list[Event]:
    return [event for event in events if event.organisation_id == line.listed.organisation_id]


def _party(line: Line, slug: str, told: Sequence[tuple[str, str]], language: str) -> Party:
    listed = line.listed
    if line.user is None:
        commit = declare = absolute_url("organisations:invitation_detail", SECRET, language=language)
    else:
        commit = absolute_url("campaigns:edition_invitation", SECRET, language=language)
        declare = absolute_url("events:event_create", listed.organisation_id, slug, language=language)
    return Party(listed.organisation.name, listed.region.name, commit, declare, tuple(told))


def _told(events: Sequence[Event], matter: str, language: str) -> list[tuple[str, str]]:
    with translation.override(language):
        return [
            (event_words(event.title, event.starts_at, event.zone), _address(event, matter, language))
            for event in events
        ]


def _address(event: Event, matter: str, language: str) -> str:
    if matter == Matter.OUTCOME:
        return absolute_url("events:outcome_give", SECRET, language=language)
    return absolute_url("events:event_detail", event.uid, language=language)
