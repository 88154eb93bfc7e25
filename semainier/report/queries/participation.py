"""Who takes part and who is silent: lists of organisations behind each figure, with whom to call."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.http import QueryDict

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import ContactNote, Edition, ListedMember, ListedMemberQuerySet
from semainier.core.http import keys_in
from semainier.core.search import normalise
from semainier.events.models import Event
from semainier.organisations.access import Reach
from semainier.organisations.models import Family, Membership, Organisation
from semainier.organisations.sizes import Size, has_size
from semainier.report.queries.stages import Stage, at_stage, event_conditions, listed_within
from semainier.territories.models import Region

SORTS = {
    "logements": F("organisation__dwellings").desc(nulls_last=True),
    "organisme": F("organisation__name").asc(),
    "region": F("region__name").asc(),
}


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What the address asks for; a value that makes no sense is the first choice."""

    stage: Stage = Stage.SILENT
    text: str = ""
    region: str = ""
    family: str = ""
    size: str = ""
    department: str = ""
    follower: str = ""
    sort: str = "logements"

    @classmethod
    def read(cls, params: QueryDict, stage: Stage = Stage.LISTED) -> "ListFilters":
        """Read the address; `stage` is that of a page without one in its address."""
        asked, sort = params.get("etape", ""), params.get("tri", "")
        return cls(
            stage=Stage(asked) if asked in set(Stage) else stage,
            text=params.get("q", "").strip()[:100],
            region=params.get("region", "")[:3],
            family=params.get("famille", "")[:30],
            size=params.get("taille", "") if params.get("taille", "") in Size.values else "",
            department=params.get("departement", "")[:3],
            follower=params.get("suivi", "")[:10],
            sort=sort if sort in SORTS else "logements",
        )

    def query(self, **more: object) -> str:
        """Return the address that gives this list again, with `more` behind."""
        own = {
            "etape": self.stage.value,
            "q": self.text,
            "region": self.region,
            "famille": self.family,
            "taille": self.size,
            "departement": self.department,
            "suivi": self.follower,
        }
        sort = self.sort if self.sort != "logements" else ""
        return urlencode({key: value for key, value in {**own, "tri": sort, **more}.items() if value})


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An organisation of the list with whom to call and what is known of it."""

    listed: ListedMember
    people: list[Membership] = field(default_factory=list)
    invitations: int = 0
    invited_at: dt.datetime | None = None
    note: ContactNote | None = None  # the last contact

    @property
    def organisation(self) -> Organisation:
        return self.listed.organisation

    @property
    def took_part_before(self) -> bool | None:
        """Whether it took part in the edition before; None when there was none."""
        return self.listed.took_part_before  # type: ignore[attr-defined,no-any-return]

    @property
    def is_reachable(self) -> bool:
        return bool(self.people) or bool(self.organisation.email)


@dataclass(frozen=True, slots=True)
class ReachSummary:
    """Whom invitations to some organisations would reach."""

    people: int  # organisations with somebody who acts for them
    mailbox: int  # organisations with a mailbox only
    mails: int
    unreachable: list[MemberRow]


def reach_summary(rows: Sequence[MemberRow]) -> ReachSummary:
    """Add up whom the rows would reach. No query."""
    mailbox = sum(1 for row in rows if not row.people and row.organisation.email)
    mails = sum(len(row.people) for row in rows) + mailbox
    unreachable = [row for row in rows if not row.is_reachable]
    return ReachSummary(sum(1 for row in rows if row.people), mailbox, mails, unreachable)


def members_at(
    edition: Edition, filters: ListFilters, as_of: dt.datetime, reach: Reach
) -> ListedMemberQuerySet:
    """Return the members at a stage, searched and filtered, each with `took_part_before`. No query yet."""
    found = at_stage(listed_within(edition, as_of, reach), edition, filters.stage, as_of)
    for word in normalise(filters.text).split():
        found = found.filter(organisation__search_text__contains=word)
    if filters.region:
        found = found.filter(region=filters.region)
    if filters.family:
        found = found.filter(family=filters.family)
    if filters.size:
        found = found.filter(has_size(Size(filters.size), "organisation__dwellings"))
    if filters.department:
        found = found.filter(department=filters.department)
    if filters.follower:
        found = found.filter(_followed(filters.follower))
    related = found.select_related("organisation", "region", "family", "followed_by")
    return related.annotate(took_part_before=_took_part(edition.previous, as_of)).order_by(
        SORTS[filters.sort], "organisation__name", "pk"
    )


def rows_of(members: Sequence[ListedMember]) -> list[MemberRow]:
    """Return the rows of a page: people, invitations sent, last contact. Three queries, whatever their number."""
    organisations = [member.organisation_id for member in members]
    people: dict[int, list[Membership]] = {}
    acting = Membership.objects.filter(
        organisation__in=organisations, ended_at__isnull=True, user__is_active=True
    )
    for membership in acting.select_related("user"):
        people.setdefault(membership.organisation_id, []).append(membership)
    lines = AuditEntry.objects.filter(
        verb="edition.member_invited",
        edition_id__in={m.edition_id for m in members},
        organisation_id__in=organisations,
    )
    counted: QuerySet[Any, Any] = lines.order_by().values_list("organisation_id")
    sent = {pk: (n, last) for pk, n, last in counted.annotate(n=Count("pk"), last=Max("at"))}
    notes = _last_notes(members)
    return [
        MemberRow(
            member,
            people.get(member.organisation_id, []),
            *sent.get(member.organisation_id, (0, None)),
            notes.get(member.pk),
        )
        for member in members
    ]


def _last_notes(members: Sequence[ListedMember]) -> dict[int, ContactNote]:
    """Return the last contact with each. One query."""
    newest = ContactNote.objects.filter(listed=OuterRef("listed")).order_by("-at", "-pk").values("pk")[:1]
    notes = ContactNote.objects.filter(listed__in=members, pk=Subquery(newest)).select_related("by")
    return {note.listed_id: note for note in notes}


def _followed(follower: str) -> Q:
    """Return the condition on who takes care: a person's number, or "-" for nobody."""
    if not follower.isdecimal():
        return Q(followed_by__isnull=True)
    return Q(followed_by=int(follower))


def picked(
    edition: Edition, as_of: dt.datetime, reach: Reach, organisations: Sequence[str]
) -> ListedMemberQuerySet:
    """Return the chosen organisations that are silent still. No query yet."""
    silent = members_at(edition, ListFilters(), as_of, reach)
    return silent.filter(organisation__in=keys_in(organisations))


def regions_listed(edition: Edition, as_of: dt.datetime, reach: Reach) -> QuerySet[Region]:
    """Return the regions that have organisations on the list. One query."""
    return Region.objects.filter(pk__in=listed_within(edition, as_of, reach).values("region"))


def families_listed(edition: Edition, as_of: dt.datetime, reach: Reach) -> QuerySet[Family]:
    """Return the families that have organisations on the list. One query."""
    return Family.objects.filter(pk__in=listed_within(edition, as_of, reach).values("family"))


def followers_of(edition: Edition, as_of: dt.datetime, reach: Reach) -> QuerySet[User]:
    """Return who takes care of an organisation on the list. One query."""
    followed = listed_within(edition, as_of, reach).filter(followed_by__isnull=False)
    return User.objects.filter(pk__in=followed.values("followed_by")).order_by("name", "email")


def _took_part(edition: Edition | None, as_of: dt.datetime) -> Exists | Value:
    if edition is None:
        return Value(None, output_field=BooleanField())
    events = Event.objects.filter(edition=edition, organisation=OuterRef("organisation"))
    return Exists(events.filter(event_conditions(as_of)[Stage.PUBLISHED]))
