"""What is true of recipients at the moment their mail is written: read once for all of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.events.models import Event
from semainier.mailings.queries import left_among, suspended_among
from semainier.rally.criteria import Matter
from semainier.rally.models import Reason, Recipient
from semainier.rally.queries.conditions import acting_for, answered, drafts, takes, untold
from semainier.rally.queries.history import (
    Asked,
    first_requests,
    times_around,
    times_sent,
)
from semainier.rally.rules import TOPIC
from semainier.report.queries.stages import list_day

Topic = tuple[int, str]  # an edition and a matter


@dataclass(slots=True)
class Facts:
    """What stands for or against writing to some recipients."""

    listed: dict[tuple[int, int], ListedMember] = field(default_factory=dict)  # edition, organisation
    answered: set[tuple[int, str, int]] = field(default_factory=set)  # edition, matter, organisation
    closed: set[Topic] = field(default_factory=set)
    acting: set[tuple[int, int]] = field(default_factory=set)  # person, organisation
    suspended: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    sent: dict[str, list[dt.datetime]] = field(default_factory=dict)
    times: dict[tuple[int, str, str], list[dt.datetime]] = field(default_factory=dict)
    asked: dict[Topic, Asked] = field(default_factory=dict)
    events: dict[tuple[int, str, int], list[Event]] = field(default_factory=dict)

    def reason(self, row: Recipient) -> Reason | None:
        """Return why nothing may leave to a recipient, whatever it was sent before. No query."""
        topic = (row.sending.edition_id, row.sending.matter)
        is_here = (topic[0], row.organisation_id) in self.listed and not row.organisation.is_archived
        if not is_here or (row.user_id and (row.user_id, row.organisation_id) not in self.acting):
            return Reason.GONE
        if topic in self.closed:
            return Reason.CLOSED
        if (*topic, row.organisation_id) in self.answered:
            return Reason.ANSWERED
        if row.email in self.suspended:
            return Reason.SUSPENDED
        return Reason.LEFT if row.email in self.left else None


def facts_about(rows: Sequence[Recipient], at: dt.datetime) -> Facts:
    """Read what is true of recipients. Five queries, and five for each edition and matter among them."""
    emails = {row.email for row in rows}
    facts = Facts(
        suspended=suspended_among(emails), left=left_among(emails, topic=TOPIC), sent=times_around(emails, at)
    )
    people = {row.user_id for row in rows if row.user_id}
    acting = acting_for({row.organisation_id for row in rows}).filter(user__in=people)
    facts.acting = set(acting.values_list("user", "organisation"))
    topics: dict[tuple[Edition, str], list[Recipient]] = defaultdict(list)
    for row in rows:
        topics[row.sending.edition, row.sending.matter].append(row)
    for (edition, matter), own in topics.items():
        _add_topic(facts, edition, matter, own)
    return facts


def _add_topic(facts: Facts, edition: Edition, matter: str, rows: Sequence[Recipient]) -> None:
    now = clock.now()
    organisations = {row.organisation_id for row in rows}
    lines = ListedMember.objects.filter(edition=edition, organisation__in=organisations)
    current = lines.on(list_day(edition, now)).select_related("region", "edition")
    facts.listed |= {(edition.pk, listed.organisation_id): listed for listed in current}
    done = lines.filter(answered(matter, edition, now)).values_list("organisation", flat=True)
    facts.answered |= {(edition.pk, matter, organisation) for organisation in done}
    if not takes(edition, matter, clock.today()):
        facts.closed.add((edition.pk, matter))
    times = times_sent(edition, matter, {row.email: row.user_id for row in rows}, planned=False)
    facts.times |= {(edition.pk, matter, email): then for email, then in times.items()}
    facts.asked[edition.pk, matter] = first_requests(edition, matter, organisations)
    for event in events_about(edition, matter, organisations):
        facts.events.setdefault((edition.pk, matter, event.organisation_id), []).append(event)


def events_about(edition: Edition, matter: str, organisations: set[int]) -> list[Event]:
    """Return the drafts or events of organisations that a matter is about, none for others. At most one query."""
    if matter not in {Matter.SUBMIT, Matter.OUTCOME}:
        return []
    found = drafts(edition) if matter == Matter.SUBMIT else untold(edition, clock.now())
    return list(found.filter(organisation__in=organisations).order_by("starts_at", "pk"))
