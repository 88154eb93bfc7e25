"""The door to the people of the demonstration: open in demonstration mode only."""

from django.conf import settings
from django.http import Http404

from semainier.demo.models import DemoMark, DemoPerson


def get_mark() -> DemoMark:
    """Return the mark of the demonstration; 404 outside demonstration mode or without one. One query."""
    mark = DemoMark.objects.first() if settings.DEMO else None
    if mark is None:
        raise Http404
    return mark


def get_person(part: str) -> DemoPerson:
    """Return somebody whom the generator made for a part; 404 for anyone else. Two queries."""
    get_mark()
    person = DemoPerson.objects.select_related("user").filter(part=part, user__is_active=True).first()
    if person is None:
        raise Http404
    return person
