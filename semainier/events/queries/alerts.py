"""What visitors have reported about the pages of events."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from semainier.core import clock
from semainier.events.models import Alert, AlertState, Event
from semainier.organisations.access import Reach

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def open_alerts(reach: Reach, editions: Sequence[int]) -> QuerySet[Alert]:
    """Return what is to be read within a reach, oldest first. No query yet."""
    found = Alert.objects.filter(state=AlertState.OPEN, event__edition__in=editions)
    if reach.everything:
        return found
    return found.filter(
        Q(event__organisation__in=reach.organisations)
        | Q(event__organisation__department__in=reach.departments)
    )


def open_alerts_of(event: Event) -> list[Alert]:
    """Return what is to be read about one event, oldest first. One query."""
    return list(event.alerts.filter(state=AlertState.OPEN))


def sent_lately(sender: str) -> int:
    """Return how many alerts came from a sender within the hour. One query."""
    return Alert.objects.filter(sender=sender, at__gt=clock.now() - HOUR).count()


def received_lately(event: Event) -> int:
    """Return how many alerts came about an event within a day. One query."""
    return event.alerts.filter(at__gt=clock.now() - DAY).count()
