"""What the address of the queue asks for: view, search, department, order."""

from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from semainier.core.words import number
from semainier.events.models import Alert, AlertState, Moderation


class View(StrEnum):
    """The drawers of the queue, as the address names them."""

    DECIDE = "a-decider"
    LATE = "hors-delai"
    UNATTENDED = "sans-moderation"
    CHANGED = "modifies"
    SAMPLED = "a-relire"
    ALERTS = "signalements"
    ASKED = "demandes"
    PUBLISHED = "publies"
    CLOSED = "refuses"


VIEW_NAMES = {
    View.DECIDE: gettext_lazy("To decide"),
    View.LATE: gettext_lazy("Past the delay"),
    View.UNATTENDED: gettext_lazy("Nobody in the region"),
    View.CHANGED: gettext_lazy("Changed after publication"),
    View.SAMPLED: gettext_lazy("To read afterwards"),
    View.ALERTS: gettext_lazy("Reported"),
    View.ASKED: pgettext_lazy("drawer", "Change requested"),
    View.PUBLISHED: pgettext_lazy("drawer", "Published"),
    View.CLOSED: gettext_lazy("Refused or withdrawn"),
}
# What a view holds; LATE and UNATTENDED are narrowed by the calendars and the regions of the day.
IN_VIEW = {
    View.DECIDE: Q(moderation=Moderation.SUBMITTED),
    View.LATE: Q(moderation=Moderation.SUBMITTED),
    View.UNATTENDED: Q(moderation=Moderation.SUBMITTED),
    View.CHANGED: Q(moderation=Moderation.PUBLISHED, changed_at__isnull=False),
    View.SAMPLED: Q(moderation=Moderation.PUBLISHED, sample_at__isnull=False),
    View.ALERTS: Q(pk__in=Alert.objects.filter(state=AlertState.OPEN).values("event")),
    View.ASKED: Q(moderation=Moderation.CHANGES_REQUESTED),
    View.PUBLISHED: Q(moderation=Moderation.PUBLISHED),
    View.CLOSED: Q(moderation__in=[Moderation.REFUSED, Moderation.WITHDRAWN]),
}
# Views in which somebody waits: the oldest first. In the others the newest.
WAITING = frozenset(View) - {View.PUBLISHED, View.CLOSED}
# Views whose events are handed over and wait for a decision.
UNDECIDED = frozenset({View.DECIDE, View.LATE, View.UNATTENDED})
SORTS = {"attente": "since", "quand": "starts_at", "organisme": "organisation__name", "titre": "title"}


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What the address asks for; a value that makes no sense is the first choice."""

    view: View = View.DECIDE
    text: str = ""
    department: str = ""
    sort: str = "attente"

    @classmethod
    def read(cls, params: QueryDict) -> "QueueFilters":
        view, sort = params.get("vue", ""), params.get("tri", "")
        return cls(
            view=View(view) if view in set(View) else View.DECIDE,
            text=params.get("q", "").strip()[:100],
            department=params.get("departement", "")[:3],
            sort=sort if sort in SORTS else "attente",
        )

    def within(self, views: Container[View]) -> "QueueFilters":
        """Return the same, or the first view where the one asked for is not the desk’s."""
        return self if self.view in views else replace(self, view=View.DECIDE)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for each event of the view."""
        return self.view in WAITING

    @property
    def is_undecided(self) -> bool:
        """Whether each event of the view was handed over and waits for its decision."""
        return self.view in UNDECIDED

    def in_first_order(self) -> "QueueFilters":
        """Return the same in the order of its view: a list that is not cut off where another order would be."""
        return self if self.is_waiting else replace(self, sort="attente")

    def query(self, **more: object) -> str:
        """Return the address that gives this list again, with `more` behind."""
        own = {"vue": self.view.value, "q": self.text, "departement": self.department, "tri": self.sort}
        first = {"vue": View.DECIDE.value, "tri": "attente"}
        kept = {key: value for key, value in own.items() if value and value != first.get(key)}
        return urlencode({**kept, **{key: value for key, value in more.items() if value}})


def heading(view: View, count: int, *, is_more: bool = False) -> str:
    """Return the title of a view with its number of events; `is_more`: with at least so many."""
    words = {
        View.DECIDE: ngettext("%(n)s event to decide", "%(n)s events to decide", count),
        View.LATE: ngettext("%(n)s event past the delay", "%(n)s events past the delay", count),
        View.UNATTENDED: ngettext(
            "%(n)s event where nobody moderates", "%(n)s events where nobody moderates", count
        ),
        View.CHANGED: ngettext(
            "%(n)s event changed after publication", "%(n)s events changed after publication", count
        ),
        View.SAMPLED: ngettext("%(n)s event to read afterwards", "%(n)s events to read afterwards", count),
        View.ALERTS: ngettext("%(n)s event reported by visitors", "%(n)s events reported by visitors", count),
        View.ASKED: ngettext(
            "%(n)s event sent back to its organiser", "%(n)s events sent back to their organisers", count
        ),
        View.PUBLISHED: ngettext("%(n)s published event", "%(n)s published events", count),
        View.CLOSED: ngettext("%(n)s event refused or withdrawn", "%(n)s events refused or withdrawn", count),
    }
    return words[view] % {"n": counted(count, is_more=is_more)}


def counted(count: int, *, is_more: bool) -> str:
    """Return a number of events in words; beyond what is listed « 1 000+ »."""
    return f"{number(count)}+" if is_more else number(count)
