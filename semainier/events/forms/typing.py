"""What is read of an event while somebody types it: the little that finds its doubles, and the fields that hold."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.events.forms.event import EventForm
from semainier.events.models import Event
from semainier.events.queries.places import find_town
from semainier.organisations.models import Organisation

# Not read while one types: files, and what the buttons ask.
_LEFT_TO_THE_BUTTONS = ("picture", "picture_kept", "picture_remove", "then", "dates")
_DATE = re.compile(r"(day|start|end|last_day)(_\d+)?")
_PLACE = frozenset(
    {
        "city", "postcode", "commune", "department", "latitude", "longitude", "precision", "place_confirmed_at",
    }
)  # fmt: skip


class DoublesForm(forms.Form):
    """Title, day and town as far as they are typed; what makes no sense is left out."""

    titre = forms.CharField(required=False, max_length=140)
    jour = forms.DateField(required=False)
    dernier = forms.DateField(required=False)
    commune = forms.CharField(required=False, max_length=120)
    evenement = forms.UUIDField(required=False)

    def event_typed(self, edition: Edition, organisation: Organisation) -> Event:
        """Return what is typed as an event that is not saved, at its organiser's without a town. Three queries at most."""
        self.is_valid()
        values = self.cleaned_data
        event = Event(edition=edition, organisation=organisation, title=values.get("titre", ""))
        event.first_day = values.get("jour")
        event.last_day = max(filter(None, (values.get("jour"), values.get("dernier"))), default=None)
        town = find_town(values["commune"], None) if values.get("commune") else None
        if town is not None and town.commune is not None:
            event.commune, event.department = town.commune, town.department
        else:
            event.department = organisation.department
        return event

    @property
    def event_open(self) -> UUID | None:
        """Return the identifier of the event whose form is open: it is not its own double."""
        return self.cleaned_data.get("evenement")


class KeyForm(forms.Form):
    """What the page of a new event calls itself, so that it makes one draft."""

    key = forms.UUIDField()

    @property
    def key_given(self) -> str:
        """Return the key; raises DomainError `event.no_key` (422) without one."""
        if not self.is_valid():
            raise DomainError("event.no_key", _("This page is out of date."), _("Open it again."))
        return str(self.cleaned_data["key"])


class TypedForm(EventForm):
    """The form of an event that is not sent yet: each field is judged alone, what does not hold is left as it was."""

    def __init__(self, data: QueryDict, **options: Any) -> None:
        typed = data.copy()
        for name in _LEFT_TO_THE_BUTTONS:
            typed.pop(name, None)
        super().__init__(typed, **options)

    def clean_seen(self) -> str:
        """Take a stamp that cannot be read for none."""
        text: str = self.cleaned_data["seen"]
        try:
            moment = parse_datetime(text)
        except ValueError:
            return ""
        return text if moment is not None and moment.tzinfo is not None else ""

    def put_picture_aside(self, **others: str) -> None:
        """No picture is sent while one types."""

    def fields_that_hold(self) -> dict[str, Any]:
        """Return the values that `create_event` and `update_event` take, without those that are wrong or half typed."""
        wrong = set(self.errors)
        for name in wrong:
            self.cleaned_data.setdefault(name, None)
        fields = self.fields_of_event()
        left = wrong | ({"sessions"} if any(_DATE.fullmatch(name) for name in wrong) else set())
        if wrong & {"town", "department", "mode", "latitude", "longitude"}:
            left |= _PLACE
        return {name: value for name, value in fields.items() if name not in left}

    @property
    def partners_that_hold(self) -> tuple[Organisation, ...] | None:
        """Return who takes part; None while a name is not found."""
        return None if "partners" in self.errors else self.co_organisers
