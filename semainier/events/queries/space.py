"""Reads for who declares events: the list; where an event stands, what comes next, what is locked and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.access import is_open
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.core.words import day_words, hours_words
from semainier.events.models import Decision, DecisionAction, Event, EventQuerySet, Held, Moderation, Status
from semainier.events.services.declare import MEMBERS_MAY_EDIT, missing_parts
from semainier.events.services.moderation import STEPS
from semainier.events.working_days import calendar_of
from semainier.organisations.access import has_permission

TO_TELL = "a-raconter"
# The words of the list's address, each with the state it keeps.
STATES = {
    "brouillon": Moderation.DRAFT,
    "en-relecture": Moderation.SUBMITTED,
    "a-corriger": Moderation.CHANGES_REQUESTED,
    "publie": Moderation.PUBLISHED,
    "refuse": Moderation.REFUSED,
    "retire": Moderation.WITHDRAWN,
}


class Act(StrEnum):
    """What its organiser may do with an event now."""

    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    DELETE = "delete"
    STATUS = "status"
    TELL = "tell"
    CONFIRM = "confirm"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list: its hours, its state (kind of mark and word), a remark.

    With `has_plans` its organiser may say that it is cancelled, postponed or full.
    """

    event: Event
    hours: str
    kind: str
    word: str
    remark: str
    has_plans: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an event stands: its card, the next step in words, what is locked and why, what may be done."""

    card: Card
    title: str
    text: str
    missing: list[str]
    locked: str
    acts: frozenset[Act]


def with_relations(events: EventQuerySet) -> EventQuerySet:
    """Load with the events what a card shows of them."""
    return events.select_related("edition", "organisation", "theme", "commune", "department", "outcome")


def events_of(organisations: Iterable[int]) -> EventQuerySet:
    """Return the events that these organisations lead: those to confirm, then the newest edition first, by day.

    Without a day they come last.
    """
    to_confirm = Q(moderation=Moderation.DRAFT, proposed_at__isnull=False, confirmed_at__isnull=True)
    return with_relations(Event.objects.filter(organisation__in=organisations)).order_by(
        Case(When(to_confirm, then=0), default=1),
        "-edition__starts_on",
        F("starts_at").asc(nulls_last=True),
        "pk",
    )


def in_state(events: EventQuerySet, word: str) -> EventQuerySet:
    """Keep the events in a state named by its word in the address; an unknown word keeps all."""
    if word == TO_TELL:
        over = events.filter(moderation=Moderation.PUBLISHED, ends_at__lt=clock.now(), outcome__isnull=True)
        return over.filter(~Q(status=Status.CANCELLED))
    return events.filter(moderation=STATES[word]) if word in STATES else events


def card_of(event: Event) -> Card:
    """Return the event with its state in words. No query when `with_relations` loaded it."""
    kind, word = _state_of(event)
    is_coming = event.moderation == Moderation.PUBLISHED and (
        event.ends_at is None or event.ends_at > clock.now()
    )
    has_plans = is_coming and _is_open(event, Permission.OUTCOME_GIVE)
    return Card(event, _hours_of(event), kind, word, _remark_of(event), has_plans)


def has_outcome(event: Event) -> bool:
    return hasattr(event, "outcome")


def is_to_tell(event: Event) -> bool:
    """Whether the event is over and its organiser has not said how it went. No query on a loaded event."""
    is_over = event.ends_at is not None and event.ends_at < clock.now()
    is_on = event.moderation == Moderation.PUBLISHED and event.status != Status.CANCELLED
    return is_over and is_on and not has_outcome(event) and _is_open(event, Permission.OUTCOME_GIVE)


def acts_of(event: Event, user: User) -> frozenset[Act]:
    """Return what the person may do with the event now: her role, the state and the phase agree. No query."""
    if not has_permission(user, Permission.EVENT_DECLARE, organisation=event.organisation):
        return frozenset()
    state = Moderation(event.moderation)
    is_published = state == Moderation.PUBLISHED
    has_begun = event.starts_at is not None and event.starts_at <= clock.now()
    can_declare, can_change, can_tell = (
        _is_open(event, permission)
        for permission in (Permission.EVENT_DECLARE, Permission.EVENT_MODERATE, Permission.OUTCOME_GIVE)
    )
    answers = {
        Act.EDIT: can_change and state in MEMBERS_MAY_EDIT,
        Act.SUBMIT: can_declare and state in STEPS[DecisionAction.SUBMIT][0],
        Act.WITHDRAW: can_change and state in STEPS[DecisionAction.WITHDRAW][0],
        Act.REOPEN: can_declare and state in STEPS[DecisionAction.REOPEN][0],
        Act.DELETE: state == Moderation.DRAFT and event.submitted_at is None and not event.is_proposal,
        Act.CONFIRM: can_declare and event.is_proposal,
        Act.LINK: can_change and state not in {Moderation.REFUSED, Moderation.WITHDRAWN},
        Act.STATUS: can_tell and is_published,
        Act.TELL: can_tell and is_published and has_begun and event.status != Status.CANCELLED,
    }
    return frozenset(act for act, answer in answers.items() if answer)


def standing_of(event: Event, user: User, decisions: Iterable[Decision]) -> Standing:
    """Return where the event stands for this person. No query besides those of `decisions`, newest first."""
    acts = acts_of(event, user)
    missing = missing_parts(event, but_confirmation=True) if Act.SUBMIT in acts else []
    title, text = _next_step(event, acts, missing, next(iter(decisions), None))
    return Standing(card_of(event), title, text, missing, _locked(event, acts), acts)


def decisions_of(event: Event) -> list[Decision]:
    """Return the steps of the event's moderation, newest first, with who took them. One query."""
    return list(event.decisions.select_related("by"))


def asked_of(event: Event) -> str:
    """Return the words in which the region asks for a change, empty when it does not. At most one query."""
    if event.moderation != Moderation.CHANGES_REQUESTED:
        return ""
    last = event.decisions.filter(action=DecisionAction.REQUEST_CHANGES).first()
    return last.message if last else ""


def answer_expected_by(event: Event) -> str:
    """Return the day by which the region has promised to decide, in words."""
    calendar = calendar_of(event.organisation.department_id)
    return day_words(calendar.due_on(event.submitted_at or clock.now(), event.edition.answer_days))


def _is_open(event: Event, permission: Permission) -> bool:
    return is_open(event.edition, permission, clock.today())


def _state_of(event: Event) -> tuple[str, str]:
    if event.is_proposal:
        return "wait", _("To confirm")
    if event.moderation == Moderation.PUBLISHED:
        return _state_of_published(event)
    return {
        Moderation.DRAFT: ("none", _("Draft")),
        Moderation.SUBMITTED: ("none", _("Being read")),
        Moderation.CHANGES_REQUESTED: ("wait", _("To correct")),
        Moderation.REFUSED: ("no", _("Refused")),
        Moderation.WITHDRAWN: ("off", _("Withdrawn")),
    }[Moderation(event.moderation)]


def _state_of_published(event: Event) -> tuple[str, str]:
    if event.status == Status.CANCELLED:
        return "no", _("Cancelled")
    if has_outcome(event):
        return ("off", _("Did not take place")) if event.outcome.held == Held.NO else ("yes", _("Told"))
    if is_to_tell(event):
        return "wait", _("To tell")
    if event.is_rescheduled:
        return "yes", _("New date")
    return {
        Status.POSTPONED: ("wait", _("Postponed")),
        Status.FULL: ("wait", _("Full")),
    }.get(Status(event.status), ("yes", _("Published")))


def _hours_of(event: Event) -> str:
    """Return « de 10 h à 12 h », over several days « jusqu’au 9 juin », « 3 dates, jusqu’au 20 juin »."""
    if event.starts_at is None or event.ends_at is None or event.last_day is None:
        return ""
    if event.session_count > 1:
        until = day_words(event.last_day, weekday=False)
        return _("%(number)s dates, until %(day)s") % {"number": event.session_count, "day": until}
    if event.first_day != event.last_day:
        return _("until %(day)s") % {"day": day_words(event.last_day, weekday=False)}
    start, end = event.starts_at.astimezone(event.tz), event.ends_at.astimezone(event.tz)
    return hours_words(start.time(), end.time())


def _remark_of(event: Event) -> str:
    if event.moderation == Moderation.SUBMITTED:
        return _("the region answers by %(day)s") % {"day": answer_expected_by(event)}
    if is_to_tell(event):
        return _("over")
    return ""


def _next_step(
    event: Event, acts: frozenset[Act], missing: list[str], last: Decision | None
) -> tuple[str, str]:
    """Return what comes next: a heading and a sentence."""
    said = last.message if last else ""
    if Act.TELL in acts and not has_outcome(event):
        return _("Tell how it went"), _("Three answers are enough; you can correct them later.")
    if event.is_proposal:
        return _next_step_of_proposal(event)
    if event.moderation == Moderation.DRAFT:
        return _next_step_of_draft(acts, missing)
    return {
        Moderation.SUBMITTED: (
            _("It is being read"),
            _("The region answers by %(day)s, by mail. You can still change the text meanwhile.")
            % {"day": answer_expected_by(event)},
        ),
        Moderation.CHANGES_REQUESTED: (_("A change is asked of you"), said),
        Moderation.PUBLISHED: (
            _("It is in the programme"),
            _("A change of day, place or text shows at once; the region is told and reads it again."),
        ),
        Moderation.REFUSED: (_("It was refused"), said),
        Moderation.WITHDRAWN: (_("You have withdrawn it"), _("It is no longer in the programme.")),
    }[Moderation(event.moderation)]


def _next_step_of_proposal(event: Event) -> tuple[str, str]:
    title = _("Your region proposes this event: confirm it")
    if event.updated_at == event.proposed_at:
        text = _("As it is, it is in the programme at once. Change it and it is read like any other event.")
        return title, text
    return title, _("You have changed it: it goes to the region, which answers by mail.")


def _next_step_of_draft(acts: frozenset[Act], missing: list[str]) -> tuple[str, str]:
    if Act.SUBMIT not in acts:
        return _("It is still a draft"), _("Only your organisation and the head office see it.")
    if missing:
        return _("Complete your draft"), ""
    return _("Look at it, then submit it"), _("The preview shows it as visitors will see it.")


def _locked(event: Event, acts: frozenset[Act]) -> str:
    """Return why the words of the event cannot be changed, empty when they can."""
    if Act.EDIT in acts:
        return ""
    if not _is_open(event, Permission.EVENT_MODERATE):
        return _("The edition is in the phase “%(phase)s”: its events no longer change.") % {
            "phase": event.edition.get_phase_display()
        }
    if event.moderation in {Moderation.REFUSED, Moderation.WITHDRAWN}:
        return _("A refused or withdrawn event is kept as it is. Take it up again as a draft to change it.")
    return _("Only the people of %(name)s change its events.") % {"name": event.organisation.name}
