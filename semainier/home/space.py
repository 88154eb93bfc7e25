"""What a member's space shows: one next action, the drawers of the edition, the events, whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.accounts.models import User
from semainier.campaigns.access import is_open
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.campaigns.queries import commitment_of, current_edition
from semainier.core import clock, registry
from semainier.core.permissions import Permission
from semainier.core.roles import Place
from semainier.core.words import day_words, days_words
from semainier.events.models import Event, Moderation, Status
from semainier.events.queries.carry import Again, again_of
from semainier.events.queries.space import (
    TO_TELL,
    Card,
    asked_of,
    card_of,
    events_of,
    has_outcome,
    is_to_tell,
)
from semainier.organisations.access import has_permission, organisations_of
from semainier.organisations.models import Organisation
from semainier.organisations.queries import association_of, federation

CARDS = 6


class Do(StrEnum):
    """The next action, in the order of a year."""

    JOIN = "join"
    CONFIRM = "confirm"
    CORRECT = "correct"
    TELL = "tell"
    COMPLETE = "complete"
    DECLARE = "declare"
    READ = "read"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Drawer:
    """A step of the year: done, now or to come; its mark (kind and word) and where it leads."""

    name: str
    line: str
    place: str  # past, now or empty
    kind: str
    word: str
    url: str


@dataclass(frozen=True, slots=True)
class Space:
    """Everything of the page. The action is about `event`; `asked` is what the region says of it."""

    organisation: Organisation
    organisations: list[Organisation]
    edition: Edition
    do: Do
    event: Event | None
    asked: str
    can_sign: bool
    can_declare: bool
    drawers: list[Drawer]
    cards: list[Card]
    total: int
    relay: Organisation | None
    again: Again


def members_of(user: User) -> list[Organisation]:
    """Return the member organisations for which the person acts, by name. One query."""
    return [o for o in organisations_of(user) if o.kind == Place.MEMBER and not o.is_archived]


def desk_address(user: User) -> str:
    """Return the first page of the desk that the person may open, empty without one. No further query."""
    for entry in sorted(registry.menu, key=lambda entry: entry.order):
        if entry.room == "desk" and registry.may_somewhere(user, entry.permission):
            return _address(entry.url_name)
    return ""


def space_of(user: User, organisation: Organisation, organisations: list[Organisation]) -> Space | None:
    """Return the space of an organisation in the current edition, None without one. Seven queries at most."""
    edition = current_edition()
    if edition is None:
        return None
    commitment = commitment_of(edition, organisation)
    events = list(events_of([organisation.pk]).filter(edition=edition))
    do, event = next_action(edition, commitment, events)
    return Space(
        organisation=organisation,
        organisations=organisations,
        edition=edition,
        do=do,
        event=event,
        asked=asked_of(event) if event else "",
        can_sign=has_permission(user, Permission.COMMITMENT_SIGN, organisation=organisation),
        can_declare=is_open(edition, Permission.EVENT_DECLARE, clock.today()),
        drawers=_drawers(edition, organisation, commitment, events),
        cards=[card_of(event) for event in events[:CARDS]],
        total=len(events),
        relay=association_of(organisation) or federation(),
        again=again_of([organisation.pk], edition),
    )


def next_action(
    edition: Edition, commitment: Commitment | None, events: Sequence[Event]
) -> tuple[Do, Event | None]:
    """Return what the organisation should do now, and about which event. No query on loaded events."""
    today = clock.today()
    can_declare = is_open(edition, Permission.EVENT_DECLARE, today)
    if commitment is None and is_open(edition, Permission.COMMITMENT_SIGN, today):
        return Do.JOIN, None
    asked = [e for e in events if e.moderation == Moderation.CHANGES_REQUESTED and can_declare]
    to_tell = [e for e in events if is_to_tell(e)]
    drafts = [e for e in events if e.moderation == Moderation.DRAFT and can_declare]
    proposed = [e for e in drafts if e.is_proposal]
    for do, found in ((Do.CONFIRM, proposed), (Do.CORRECT, asked), (Do.TELL, to_tell), (Do.COMPLETE, drafts)):
        if found:
            return do, found[0]
    if edition.is_frozen:
        return Do.READ, None
    stands = any(e.moderation in {Moderation.SUBMITTED, Moderation.PUBLISHED} for e in events)
    return (Do.WAIT if stands or not can_declare else Do.DECLARE), None


def _drawers(
    edition: Edition, organisation: Organisation, commitment: Commitment | None, events: Sequence[Event]
) -> list[Drawer]:
    """Return the five drawers; the one of the phase is open, unless joining comes before it."""
    order = [Phase.PREPARATION, Phase.OPEN, Phase.WEEK, Phase.COUNTING, Phase.FROZEN]
    now = order.index(Phase(edition.phase))
    if now == 0 or (now == 1 and commitment is None):
        now = 0
    places = ["past" if n < now else "now" if n == now else "" for n in range(len(order))]
    return [
        _join(edition, organisation, commitment, places[0]),
        _declare(edition, events, places[1]),
        _week(edition, places[2]),
        _tell(edition, events, places[3]),
        _read(edition, places[4]),
    ]


def _join(edition: Edition, organisation: Organisation, commitment: Commitment | None, place: str) -> Drawer:
    url = reverse("campaigns:commitment_sign", args=[organisation.pk, edition.slug])
    if commitment is None:
        word = _("Not done") if place == "past" else _("To do")
        return Drawer(
            _("Join"), _("Accept the charter"), place, "off" if place == "past" else "none", word, url
        )
    signed = commitment.signed_at.astimezone(clock.PARIS).date()
    line = _("Done on %(day)s") % {"day": day_words(signed, weekday=False)}
    return Drawer(_("Join"), line, "past", "yes", _("Done"), url)


def _declare(edition: Edition, events: Sequence[Event], place: str) -> Drawer:
    url = reverse("events:event_list")
    published = sum(e.moderation == Moderation.PUBLISHED for e in events)
    sent = sum(e.moderation == Moderation.SUBMITTED for e in events)
    if published:
        line = ngettext("%(n)s event published", "%(n)s events published", published) % {"n": published}
        return Drawer(_("Declare"), line, place, "yes", _("Done"), url)
    if sent:
        line = ngettext("%(n)s event being read", "%(n)s events being read", sent) % {"n": sent}
        return Drawer(_("Declare"), line, place, "none", _("Sent"), url)
    if place == "past":
        return Drawer(_("Declare"), _("No event published"), place, "off", _("Not done"), url)
    line = (
        _("Until %(day)s") % {"day": day_words(edition.ends_on)} if edition.phase != Phase.PREPARATION else ""
    )
    return Drawer(_("Declare"), line, place, "none", _("To do"), url)


def _week(edition: Edition, place: str) -> Drawer:
    line = days_words(edition.starts_on, edition.ends_on, year=False)
    kind, word = {"past": ("yes", _("Over")), "now": ("yes", _("Now"))}.get(place, ("none", _("To come")))
    return Drawer(_("The week"), line, place, kind, word, _address("events:week", edition.slug))


def _tell(edition: Edition, events: Sequence[Event], place: str) -> Drawer:
    url = f"{reverse('events:event_list')}?etat={TO_TELL}"
    told = sum(has_outcome(e) for e in events)
    expected = sum(e.moderation == Moderation.PUBLISHED and e.status != Status.CANCELLED for e in events)
    line = _("Before %(day)s") % {"day": day_words(edition.outcomes_until)}
    if not expected:
        return Drawer(_("Tell"), line, place, "off" if place == "past" else "none", _("To come"), url)
    kind = "yes" if told == expected else "none"
    word = _("%(told)s of %(all)s") % {"told": told, "all": expected}
    return Drawer(_("Tell"), line, place, kind, word, url)


def _read(edition: Edition, place: str) -> Drawer:
    if not edition.is_frozen:
        return Drawer(_("Read the report"), _("When the figures are closed"), place, "none", _("To come"), "")
    url = _address("report:bilan_public", edition.slug)
    return Drawer(_("Read the report"), _("The figures are closed"), place, "yes", _("Ready"), url)


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
