"""Events follow their organisation; who wrote, decided and told stays on record."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.core.batches import batched
from semainier.core.merging import Handler, How, Kind
from semainier.events.models import Event
from semainier.events.queries.dates import load_dates
from semainier.events.services.declare import search_text_of

_CHUNK = 500


def search_again(keys: list[int]) -> None:
    """Let search find the events under the name of whom they belong to now."""
    for chunk in batched(keys, _CHUNK):
        events = load_dates(Event.objects.filter(pk__in=chunk).select_related("organisation"))
        for event in events:
            event.search_text = search_text_of(event)
        Event.objects.bulk_update(events, ["search_text"])


def co_organises_its_own(survivor: int, loser: int) -> Q:
    """Find where one is lead and the other co-organiser: it would be both."""
    both = [survivor, loser]
    return Q(organisation__in=both, event__organisation__in=both)


HANDLERS = [
    Handler("events.Event", "organisation", Kind.ORGANISATION, How.MOVE, derive=search_again),
    Handler(
        "events.Event_co_organisers",
        "organisation",
        Kind.ORGANISATION,
        How.MOVE,
        label=_("co-organised events"),
        redundant=co_organises_its_own,
    ),
    Handler("events.Source", "organisation", Kind.ORGANISATION, How.MOVE, label=_("sources of events")),
    Handler("events.Preset", "association", Kind.ORGANISATION, How.MOVE, label=_("sentences of the desk")),
    Handler("events.Trust", "organisation", Kind.ORGANISATION, How.MOVE, label=_("trust, past and in force")),
    Handler("events.Event", "claimed_by", Kind.PERSON, How.MOVE, label=_("events being read")),
    Handler("events.Event", "created_by", Kind.PERSON, How.KEEP, why="Who wrote the event wrote it."),
    Handler("events.Event", "proposed_by", Kind.PERSON, How.KEEP, why="Who proposed the event proposed it."),
    Handler("events.Source", "created_by", Kind.PERSON, How.KEEP, why="Who added the source added it."),
    Handler("events.Decision", "by", Kind.PERSON, How.KEEP, why="Who decided decided."),
    Handler("events.Message", "by", Kind.PERSON, How.KEEP, why="Who wrote the message wrote it."),
    Handler("events.Trust", "given_by", Kind.PERSON, How.KEEP, why="Who gave trust gave it."),
    Handler("events.Trust", "ended_by", Kind.PERSON, How.KEEP, why="Who ended trust ended it."),
    Handler("events.Alert", "handled_by", Kind.PERSON, How.KEEP, why="Who settled the alert settled it."),
    Handler("events.Outcome", "given_by", Kind.PERSON, How.KEEP, why="Who told told."),
]
