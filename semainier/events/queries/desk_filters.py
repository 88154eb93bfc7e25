"""What the address of the queue asks for: view, search, department, order."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from semainier.core.words import number
from semainier.events.models import Moderation


class View(StrEnum):
    """The drawers of the queue, as the address names them."""

    DECIDE = "a-decider"
    CHANGED = "modifies"
    ASKED = "demandes"
    PUBLISHED = "publies"
    CLOSED = "refuses"


VIEW_NAMES = {
    View.DECIDE: gettext_lazy("To decide"),
    View.CHANGED: gettext_lazy("Changed after publication"),
    View.ASKED: pgettext_lazy("drawer", "Change requested"),
    View.PUBLISHED: pgettext_lazy("drawer", "Published"),
    View.CLOSED: gettext_lazy("Refused or withdrawn"),
}
IN_VIEW = {
    View.DECIDE: Q(moderation=Moderation.SUBMITTED),
    View.CHANGED: Q(moderation=Moderation.PUBLISHED, changed_at__isnull=False),
    View.ASKED: Q(moderation=Moderation.CHANGES_REQUESTED),
    View.PUBLISHED: Q(moderation=Moderation.PUBLISHED),
    View.CLOSED: Q(moderation__in=[Moderation.REFUSED, Moderation.WITHDRAWN]),
}
# Views in which somebody waits: the oldest first. In the others the newest.
WAITING = frozenset({View.DECIDE, View.CHANGED, View.ASKED})
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

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for each event of the view."""
        return self.view in WAITING

    def query(self, **more: object) -> str:
        """Return the address that gives this list again, with `more` behind."""
        own = {"vue": self.view.value, "q": self.text, "departement": self.department, "tri": self.sort}
        first = {"vue": View.DECIDE.value, "tri": "attente"}
        kept = {key: value for key, value in own.items() if value and value != first.get(key)}
        return urlencode({**kept, **{key: value for key, value in more.items() if value}})


def heading(view: View, count: int) -> str:
    """Return the title of a view with its number of events."""
    words = {
        View.DECIDE: ngettext("%(n)s event to decide", "%(n)s events to decide", count),
        View.CHANGED: ngettext(
            "%(n)s event changed after publication", "%(n)s events changed after publication", count
        ),
        View.ASKED: ngettext(
            "%(n)s event sent back to its organiser", "%(n)s events sent back to their organisers", count
        ),
        View.PUBLISHED: ngettext("%(n)s published event", "%(n)s published events", count),
        View.CLOSED: ngettext("%(n)s event refused or withdrawn", "%(n)s events refused or withdrawn", count),
    }
    return words[view] % {"n": number(count)}
