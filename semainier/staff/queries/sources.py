"""Reads on the sources that events come from."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from semainier.events.models import Source
from semainier.staff.models import ImportRun


def sources(text: str = "", edition: str = "") -> QuerySet[Source]:
    """Return the sources that match, with the numbers of their events and of those gone, and their last report.

    One query. `last_run` is the key of the newest report, the others what it says.
    """
    newest = ImportRun.objects.filter(source=OuterRef("pk")).order_by("-created_at", "-pk")
    found = Source.objects.select_related("edition", "organisation").annotate(
        event_count=Count("events"),
        gone_count=Count("events", filter=Q(events__gone_at__isnull=False)),
        last_run=Subquery(newest.values("pk")[:1]),
        last_state=Subquery(newest.values("state")[:1]),
        last_created=Subquery(newest.values("created")[:1]),
        last_changed=Subquery(newest.values("changed")[:1]),
    )
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(organisation__name__icontains=word))
    found = found.filter(edition__slug=edition) if edition else found
    return found.order_by("name", "pk")
