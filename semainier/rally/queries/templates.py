"""Message templates, and the organisations that one may be read for."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.core.http import key_in
from semainier.organisations.access import Reach
from semainier.rally.access import get_segment, house_of, rally_reach
from semainier.rally.criteria import Choice
from semainier.rally.letters import Letter, signature_of
from semainier.rally.models import MessageTemplate, Segment
from semainier.rally.queries.audience import Line, contacts_for
from semainier.rally.queries.preview import preview
from semainier.rally.queries.segments import members_of, searched, segments_of

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Candidates:
    """Organisations of a segment that a message may be read for, the first few of a search."""

    members: list[ListedMember]
    segments: list[Segment]
    text: str
    segment: str

    @property
    def first(self) -> ListedMember | None:
        return self.members[0] if self.members else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as one recipient reads it, by language."""

    line: Line
    letters: dict[str, Letter]


def templates_of(reach: Reach, text: str = "") -> QuerySet[MessageTemplate]:
    """Return the templates that a reach shows, by name. One query."""
    found = MessageTemplate.objects.shown_to(reach)
    for word in text.split():
        found = found.filter(name__icontains=word)
    return found.select_related("association")


def candidates(user: User, edition: Edition, asked: QueryDict) -> Candidates:
    """Return the organisations of a segment (of the whole list without one) that a search finds. Three queries."""
    reach, text, code = rally_reach(user), asked.get("q", "").strip(), asked.get("segment", "")
    key = key_in(code)
    kept = None if key is None else get_segment(user, key)
    members = members_of(
        edition, kept.choice if kept else Choice(), clock.now(), reach, kept.association if kept else None
    )
    found = list(searched(members, text)[:SHOWN])
    return Candidates(found, list(segments_of(edition, reach)), text, code if kept else "")


def preview_to(user: User, template: MessageTemplate, edition: Edition, listed: ListedMember) -> Shown:
    """Return a message as the first person of an organisation would read it. At most three queries."""
    line = contacts_for(listed, template.matter)[0]
    house = house_of(user)
    signature = signature_of(user.name, *([house.name] if house else []))
    letters = preview(edition, template.matter, template, [line], signature=signature, at=clock.now())
    return Shown(line, letters)
