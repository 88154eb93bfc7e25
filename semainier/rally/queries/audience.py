"""Whom a sending would reach: the people of each organisation, and why some are not written to."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, ListedMember, ListedMemberQuerySet
from semainier.core import clock
from semainier.mailings.leaving import normal_email
from semainier.mailings.queries import left_among, suspended_among
from semainier.organisations.models import Membership
from semainier.rally.criteria import Matter
from semainier.rally.models import Reason
from semainier.rally.queries.conditions import NEEDED, acting_for, answered
from semainier.rally.queries.history import (
    first_requests,
    past_of,
    times_around,
    times_sent,
)
from semainier.rally.rules import TOPIC, is_taken, reason_to_wait


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation and one address for it; `reason` says why nothing would leave, empty when it would."""

    listed: ListedMember
    user: User | None = None
    email: str = ""
    name: str = ""
    language: str = "fr"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a sending would reach at an instant."""

    lines: list[Line]
    # Addresses that have had a mail that day: theirs leaves the morning after.
    deferred: frozenset[str] = frozenset()
    asked: frozenset[int] = frozenset()  # organisations that had a first request

    @property
    def organisations(self) -> int:
        """Organisations of the segment, written to or not."""
        return len({line.listed.organisation_id for line in self.lines})

    @property
    def mails(self) -> int:
        """People written to: one mail each, however many organisations they act for."""
        return len({line.email for line in self.lines if not line.reason})

    @property
    def written_organisations(self) -> int:
        return len({line.listed.organisation_id for line in self.lines if not line.reason})

    def because(self, *reasons: Reason) -> list[Line]:
        """Return the lines to which nothing leaves for these reasons."""
        return [line for line in self.lines if line.reason in reasons]

    def due(self) -> list[Line]:
        return [line for line in self.lines if not line.reason]


def plan_of(edition: Edition, members: ListedMemberQuerySet, matter: str, at: dt.datetime) -> Plan:
    """Return whom a sending about a matter would reach at an instant. Nine queries, more beyond 2,000 addresses.

    Source of the order of contacts: who may do what is asked, else anybody who acts for the organisation, else its
    mailbox, else it is unreachable and told so beforehand.
    """
    people = _people(members)
    lines = [line for listed in members for line in _contacts(listed, people, matter)]
    emails = {line.email: line.user.pk if line.user else None for line in lines if line.email}
    done = set(members.filter(answered(matter, edition, clock.now())).values_list("organisation", flat=True))
    asked = first_requests(edition, matter)
    times = times_sent(edition, matter, emails, planned=True)
    by_address: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        by_address[line.email].add(line.listed.organisation_id)
    waits = {
        email: reason_to_wait(
            matter, at, past_of(matter, times.get(email, ()), map(asked.get, by_address[email]))
        )
        for email in emails
    }
    suspended, left = suspended_among(emails.keys()), left_among(emails.keys(), topic=TOPIC)
    judged = [
        replace(line, reason=line.reason or _reason(line, done, suspended, left) or waits[line.email] or "")
        for line in lines
    ]
    around = times_around({line.email for line in judged if not line.reason}, at)
    deferred = frozenset(email for email, then in around.items() if is_taken(at, then))
    return Plan(judged, deferred, frozenset(asked))


def _reason(line: Line, done: set[int], suspended: set[str], left: set[str]) -> Reason | None:
    if line.listed.organisation_id in done:
        return Reason.ANSWERED
    if line.email in suspended:
        return Reason.SUSPENDED
    return Reason.LEFT if line.email in left else None


def _people(members: ListedMemberQuerySet) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    for membership in acting_for(members.order_by().values("organisation")):
        found[membership.organisation_id].append(membership)
    return found


def contacts_for(listed: ListedMember, matter: str) -> list[Line]:
    """Return whom an organisation is written to through, as `plan_of` would. One query."""
    return _contacts(listed, {listed.organisation_id: list(acting_for([listed.organisation_id]))}, matter)


def _contacts(listed: ListedMember, people: dict[int, list[Membership]], matter: str) -> list[Line]:
    organisation = listed.organisation
    if organisation.is_archived:
        return [Line(listed, reason=Reason.GONE)]
    active = people.get(organisation.pk, [])
    needed = NEEDED.get(Matter(matter))
    entitled = [one for one in active if needed is None or needed in one.role_data.permissions]
    users = {one.user_id: one.user for one in entitled or active}
    lines = [
        Line(listed, user, normal_email(user.email), user.name, user.language)
        for user in sorted(users.values(), key=lambda user: user.email)
    ]
    if lines:
        return lines
    if organisation.email:
        return [Line(listed, None, normal_email(organisation.email), organisation.name)]
    return [Line(listed, reason=Reason.UNREACHABLE)]
