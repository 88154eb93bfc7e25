"""The sentences that a desk begins a decision with: the head’s for everybody, an association’s for itself."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.events.models import Preset, PresetFor
from semainier.organisations.access import Reach


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to begin with; it stays editable."""

    code: str
    text: str | Promise
    label: str | Promise = ""


Sentences = dict[str, tuple[Sentence, ...]]

# What serves as long as the head office has written none of its own.
BUILT_IN: Sentences = {
    PresetFor.REQUEST_CHANGES: (
        Sentence("address", _("The exact address of the meeting point is missing."), _("Address")),
        Sentence(
            "theme",
            _("Please say in one sentence how the event relates to its theme."),
            _("Link to the theme"),
        ),
        Sentence(
            "picture",
            _("The picture has no author: could you name the person who took it?"),
            _("Credit of the picture"),
        ),
        Sentence("hours", _("The hours do not seem right: could you check them?"), _("Hours")),
    ),
    PresetFor.REFUSE: (
        Sentence(
            "internal",
            _("This is a meeting of your own services; the week shows what the public can see or share."),
            _("Internal meeting"),
        ),
        Sentence("double", _("This event is already in the programme under another title."), _("Double")),
        Sentence(
            "theme", _("The event does not relate to any of the themes of this edition."), _("Off theme")
        ),
        Sentence("dates", _("The event takes place too far from the dates of the week."), _("Off the dates")),
    ),
}


def sentences_for(reach: Reach) -> Sentences:
    """Return the sentences of a desk by what they are for: the head’s, else the built-in ones, then its own. One query."""
    rows = list(Preset.objects.filter(Q(association=None) | Q(association__in=reach.organisations)))
    return {
        action: (_written(rows, action, own=False) or built_in) + _written(rows, action, own=True)
        for action, built_in in BUILT_IN.items()
    }


def presets_of(association_id: int | None) -> QuerySet[Preset]:
    """Return the sentences that an association, or with None the head, has written. One query."""
    return Preset.objects.filter(association=association_id).order_by("action", "order", "pk")


def _written(rows: list[Preset], action: str, *, own: bool) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"p{row.pk}", row.text, row.label)
        for row in rows
        if row.action == action and (row.association_id is not None) == own
    )
