"""The words of a mail: a message filled in for one person and the organisations she acts for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from semainier.campaigns.models import Edition
from semainier.core import words
from semainier.rally.criteria import Matter
from semainier.rally.placeholders import fill, uses

KIND_WORDS: dict[str, Promise] = {
    "rally.test": pgettext_lazy("kind of mail", "Test of a message"),
    "rally.commit": pgettext_lazy("kind of mail", "Reminder to join"),
    "rally.declare": pgettext_lazy("kind of mail", "Reminder to declare"),
    "rally.submit": pgettext_lazy("kind of mail", "Reminder to submit"),
    "rally.outcome": pgettext_lazy("kind of mail", "Reminder about an event"),
    "rally.other": pgettext_lazy("kind of mail", "Message to organisations"),
    "rally.several": pgettext_lazy("kind of mail", "Several reminders in one"),
}
# Stands in a signature for the team of the edition, which is named in the language of the mail.
TEAM = "{team}"
# Matters whose mails say which drafts or events they are about, even if the message forgets to.
WITH_EVENTS = frozenset({Matter.SUBMIT, Matter.OUTCOME})


class Message(Protocol):
    """What a template and a sending have in common."""

    subject: str
    text: str
    subject_en: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that a mail speaks of, with its own links; events are pairs of words and address."""

    name: str
    region: str
    commit_link: str
    declare_link: str
    events: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One message to one person: a mail has one, a mail that merges several has as many."""

    edition: Edition
    matter: str
    message: Message
    signature: str
    person: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    language: str


def spoken(message: Message, language: str) -> str:
    """Return the language in which a message is told: French to who reads English as long as there is no English."""
    return "en" if language == "en" and message.subject_en and message.text_en else "fr"


def letter_of(sections: Sequence[Section], language: str, day: dt.date) -> Letter:
    """Fill in the messages to one person as of a day; several are one mail, each under its subject. No query."""
    language = "fr" if any(spoken(one.message, language) == "fr" for one in sections) else "en"
    with translation.override(language):
        told = [_told(section, language, day) for section in sections]
        if len(told) == 1:
            return Letter(*told[0], language)
        names = words.listing(list(dict.fromkeys(section.edition.name for section in sections)))
        subject = ngettext("%(name)s: %(n)s thing to do", "%(name)s: %(n)s things to do", len(told))
        parts = [f"{title}\n\n{text}" for title, text in told]
        return Letter(subject % {"name": names, "n": words.number(len(told))}, "\n\n\n".join(parts), language)


def days_left(edition: Edition, matter: str, day: dt.date) -> int:
    """Return the days until the week, during it until its end, for outcomes until their last day; never below 0."""
    if matter == Matter.OUTCOME:
        until = edition.outcomes_until
    else:
        until = edition.starts_on if day < edition.starts_on else edition.ends_on
    return max((until - day).days, 0)


def signature_of(name: str, house: str = TEAM) -> str:
    """Return how a sending is signed: the person above her house, or above the team of the edition."""
    return "\n".join(line for line in (name, house) if line)


def event_words(title: str, starts_at: dt.datetime | None, zone: str) -> str:
    """Return an event's title with its day, in the language of the moment."""
    name = _("“%(title)s”") % {"title": title}
    return f"{name}, {words.span_words(starts_at, None, zone)}" if starts_at else name


def _told(section: Section, language: str, day: dt.date) -> tuple[str, str]:
    message = section.message
    subject, text = (
        (message.subject_en, message.text_en) if language == "en" else (message.subject, message.text)
    )
    if section.matter in WITH_EVENTS and not uses(text, "events"):
        text = f"{text}\n\n{{events}}"
    values = _values(section, day)
    return fill(subject, values | {"signature": values["edition"]}), fill(text, values)


def _values(section: Section, day: dt.date) -> dict[str, str]:
    parties, left = section.parties, days_left(section.edition, section.matter, day)
    names = words.listing([party.name for party in parties])
    team = _("The team of %(edition)s") % {"edition": section.edition.name}
    return {
        "organisation": names,
        "person": section.person or names,
        "edition": section.edition.name,
        "days_left": ngettext("%(n)s\u00a0day", "%(n)s\u00a0days", left) % {"n": words.number(left)},
        "commit_link": _links([(party.name, party.commit_link) for party in parties]),
        "declare_link": _links([(party.name, party.declare_link) for party in parties]),
        "region": words.listing(list(dict.fromkeys(party.region for party in parties))),
        "signature": (section.signature or TEAM).replace(TEAM, team),
        "events": "\n\n".join(f"{_named(word)}\n{url}" for party in parties for word, url in party.events),
    }


def _links(links: list[tuple[str, str]]) -> str:
    """Return one link as it is, several each under the name of its organisation."""
    if len(links) == 1:
        return links[0][1]
    return "\n\n" + "\n\n".join(f"{_named(name)}\n{url}" for name, url in links)


def _named(word: str) -> str:
    return _("%(name)s:") % {"name": word}
