"""One event beside what the rules ask: checks, changes, organiser, history."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.accounts.models import User
from semainier.campaigns.access import is_open
from semainier.campaigns.models import Commitment
from semainier.campaigns.queries import commitment_of
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.core.words import day_words, days_words, is_french, listing
from semainier.events.models import Alert, Decision, Event, Message, Moderation, Precision, Trust
from semainier.events.queries.alerts import open_alerts_of
from semainier.events.queries.changes import Change, changes_since_read
from semainier.events.queries.claims import Claim, claim_of
from semainier.events.queries.doubles import Near, doubles_among, near_of
from semainier.events.queries.flags import is_elsewhere, is_outside_week
from semainier.events.queries.trust import trust_of
from semainier.events.services.declare import missing_parts
from semainier.events.working_days import calendar_of
from semainier.organisations.access import Reach, has_permission, reach_of
from semainier.organisations.models import Membership
from semainier.organisations.queries import active_people


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule asks and how the event stands: kind of a state, a sentence, a remark."""

    kind: str
    sentence: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that a person reads before she decides."""

    event: Event
    checks: list[Check]
    changes: list[Change]
    doubles: list[Event]
    decisions: list[Decision]
    messages: list[Message]
    alerts: list[Alert]
    near: list[Near]
    people: list[Membership]
    trust: Trust | None
    claim: Claim | None
    may_trust: bool  # whether the person decides on trust
    missing: list[str]
    others: int  # events of the same organiser in the edition that are in the programme
    waited: int | None  # working days since it was handed over, by the calendar of the organiser
    due: dt.date | None  # the last day of the promised delay
    is_decidable: bool  # whether the phase of the edition lets the desk act
    read_at: dt.datetime

    @property
    def is_free(self) -> bool:
        """Whether nobody else is reading it."""
        return self.claim is None or self.claim.is_mine

    @property
    def is_late(self) -> bool:
        return self.waited is not None and self.waited > self.event.edition.answer_days

    @property
    def can_publish(self) -> bool:
        return self.is_decidable and self.event.moderation == Moderation.SUBMITTED and not self.missing

    @property
    def can_acknowledge(self) -> bool:
        is_to_read = self.event.changed_at is not None or self.event.sample_at is not None
        return self.event.moderation == Moderation.PUBLISHED and is_to_read

    @property
    def can_ask(self) -> bool:
        return self.is_decidable and self.event.moderation in {Moderation.SUBMITTED, Moderation.PUBLISHED}

    @property
    def can_write(self) -> bool:
        return self.is_decidable and self.event.moderation != Moderation.DRAFT


def review_of(event: Event, user: User) -> Review:
    """Return what is to be read beside the event, which comes from its door. Ten queries."""
    reach = reach_of(user, Permission.EVENT_MODERATE)
    doubles, near = doubles_among([event])[event.pk], near_of(event)
    commitment = commitment_of(event.edition, event.organisation)
    today = clock.today()
    others = Event.objects.published().filter(
        ~Q(pk=event.pk), edition=event.edition_id, organisation=event.organisation_id
    )
    return Review(
        event=event,
        checks=list(
            _checks(event, reach, commitment, [*doubles, *(one.event for one in near if one.is_alike)])
        ),
        changes=changes_since_read([event]).get(event.pk, []),
        doubles=doubles,
        decisions=list(event.decisions.select_related("by")),
        messages=list(event.messages.select_related("by")),
        alerts=open_alerts_of(event),
        near=near,
        people=list(active_people(event.organisation)),
        trust=trust_of(event.organisation),
        claim=claim_of(event, user),
        may_trust=has_permission(user, Permission.TRUST_MANAGE, organisation=event.organisation),
        missing=missing_parts(event),
        others=others.count(),
        waited=_waited(event),
        due=_due(event),
        is_decidable=is_open(event.edition, Permission.EVENT_MODERATE, today),
        read_at=clock.now(),
    )


def _waited(event: Event) -> int | None:
    if event.moderation != Moderation.SUBMITTED or event.submitted_at is None:
        return None
    return calendar_of(event.organisation.department_id).waited(event.submitted_at, clock.now())


def _due(event: Event) -> dt.date | None:
    if event.moderation != Moderation.SUBMITTED or event.submitted_at is None:
        return None
    calendar = calendar_of(event.organisation.department_id)
    return calendar.due_on(event.submitted_at, event.edition.answer_days)


def _checks(
    event: Event, reach: Reach, commitment: Commitment | None, doubles: list[Event]
) -> Iterable[Check]:
    missing = missing_parts(event)
    if missing:
        yield Check("no", _("It still needs: %(parts)s.") % {"parts": listing(missing)})
    else:
        yield Check("yes", _("Nothing is missing."))
    yield _dates(event)
    yield _place(event, reach)
    yield _theme(event)
    yield _picture(event)
    if doubles:
        sentence = ngettext(
            "%(n)d event looks like this one.", "%(n)d events look like this one.", len(doubles)
        )
        yield Check("no", sentence % {"n": len(doubles)})
    else:
        yield Check("yes", _("No other event looks like this one."))
    if commitment is None:
        yield Check("wait", _("The organisation has not joined the edition, or has withdrawn."))
    else:
        signed = day_words(commitment.signed_at.astimezone(clock.PARIS).date(), weekday=False)
        yield Check(
            "yes",
            _("Charter accepted on %(day)s by %(name)s.") % {"day": signed, "name": commitment.signer_name},
        )


def _dates(event: Event) -> Check:
    edition = event.edition
    week = days_words(edition.starts_on, edition.ends_on, year=False)
    if event.starts_at is None:
        return Check("no", _("No day yet."))
    if is_outside_week(event):
        remark = _("The week is %(days)s. An accepted event outside it is shown apart in the programme.") % {
            "days": week
        }
        return Check("wait", _("Outside the week."), remark)
    if event.starts_at < clock.now() and event.moderation != Moderation.PUBLISHED:
        return Check("wait", _("It has begun already."))
    return Check("yes", _("Within the week."))


def _place(event: Event, reach: Reach) -> Check:
    if event.place_confirmed_at is None:
        return Check("no", _("The organiser has not confirmed the place."))
    if is_elsewhere(event, reach):
        remark = _(
            "You decide for its organiser; the association of %(department)s sees it once it is published."
        )
        return Check("wait", _("Place outside your territory."), remark % {"department": event.department})
    if event.precision == Precision.DEPARTMENT:
        return Check(
            "wait", _("Place known by its department only."), _("It stands in the list, not on the map.")
        )
    if event.precision == Precision.COMMUNE:
        return Check("yes", _("Place confirmed, pin at the centre of the town."))
    return Check("yes", _("Place confirmed, pin at the address."))


def _theme(event: Event) -> Check:
    if event.theme is None:
        return Check("no", _("No theme chosen."))
    name = event.theme.name_en if not is_french() and event.theme.name_en else event.theme.name
    return Check("none", _("Theme to judge: %(theme)s.") % {"theme": name}, event.theme.condition)


def _picture(event: Event) -> Check:
    if not event.picture:
        return Check("off", _("No picture."))
    parts = {
        _("what it shows"): event.picture_alt,
        _("its credit"): event.picture_credit,
        _("the right of use"): event.picture_rights,
    }
    missing = [name for name, value in parts.items() if not value]
    if missing:
        return Check("no", _("The picture lacks %(parts)s.") % {"parts": listing(missing)})
    return Check(
        "yes",
        _("Picture described, credited (%(credit)s), right of use given.") % {"credit": event.picture_credit},
    )
