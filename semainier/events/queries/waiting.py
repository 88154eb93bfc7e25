"""How many submissions wait, by department of their organiser."""

from collections import Counter

from django.db.models import Count

from semainier.events.models import EventQuerySet, Moderation
from semainier.organisations.models import Organisation


def waiting_by_department(events: EventQuerySet) -> Counter[str]:
    """Return the number of waiting events by department, under "" that of organisers without one. Two queries.

    Counted by organiser first, which the index of states holds: a join would have the database read all events.
    """
    waiting = events.filter(moderation=Moderation.SUBMITTED).order_by()
    by_organiser = dict(waiting.values_list("organisation").annotate(number=Count("pk")))
    organisers = Organisation.objects.filter(pk__in=by_organiser).order_by()
    found: Counter[str] = Counter()
    for organisation, department in organisers.values_list("pk", "department"):
        found[department or ""] += by_organiser[organisation]
    return found
