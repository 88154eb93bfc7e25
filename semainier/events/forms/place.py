"""Where an event takes place, as people type it: a town in words, picked among several, then confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.events.forms.point import POINT, PointForm
from semainier.events.models import Event, Precision
from semainier.events.queries.places import Town, find_town, town_of_event, town_words
from semainier.territories.models import Department


class PlaceForm(PointForm):
    """Fields of the place. After `clean_place`, `town` says which place is meant."""

    venue = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=140,
        required=False,
        help_text=gettext_lazy("As you would tell a neighbour: garden of building C."),
    )
    address = forms.CharField(label=gettext_lazy("Number and street"), max_length=200, required=False)
    town = forms.CharField(
        label=gettext_lazy("Town"),
        max_length=120,
        help_text=gettext_lazy("Its name, with the postcode if you know it."),
        widget=forms.TextInput(attrs={"list": "towns", "autocomplete": "off"}),
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.all(),
        required=False,
        help_text=gettext_lazy("Only if the town is not found, or if several bear its name."),
    )
    commune = forms.CharField(required=False, widget=forms.HiddenInput)
    place_confirmed = forms.BooleanField(label=gettext_lazy("It is here"), required=False)
    place_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_place(self, values: dict[str, Any], *, is_handed_in: bool, is_final: bool = False) -> Town:
        """Find the town that is meant, or say why not; a place already handed in is confirmed here.

        With `is_final` an address is looked for, when the geocoder is on: one request, three seconds at most.
        """
        if "town" in self.errors:
            return Town()
        self.town_meant = self._town_of(values)
        self.clean_point(values, is_final=is_final)
        if self.town_meant.is_ambiguous:
            self.add_error("town", _("Several towns fit. Choose yours below."))
        elif values.get("town") and self.town_meant.department is None:
            self.add_error("town", _("We do not find this town. Check its name, or choose its department."))
        elif is_handed_in and not self.offered and not self.is_place_confirmed:
            self.add_error("place_confirmed", _("Look at the place and confirm it."))
        return self.town_meant

    def _town_of(self, values: dict[str, Any]) -> Town:
        if self.event is not None and not {"town", "department"} & set(self.changed_data):
            return town_of_event(self.event)
        if not values.get("town"):
            return Town(department=values.get("department"))
        return find_town(values["town"], values.get("department"), values.get("commune", ""))

    @property
    def is_place_confirmed(self) -> bool:
        """Whether the person confirmed this very place, now or before; who puts the point herself does."""
        if self.is_own_point_put:
            return True
        if self.is_bound and self.data.get("place_seen") == self.town_meant.key != "":
            return bool(self.data.get("place_confirmed"))
        event = self.event
        if event is None or event.place_confirmed_at is None or self._is_point_doubtful:
            return False
        return town_of_event(event).key == self.town_meant.key

    @property
    def _is_point_doubtful(self) -> bool:
        """Whether the point was that of another address, or was picked just now and not looked at yet."""
        is_exact = self.event is not None and self.event.precision == Precision.EXACT
        return self.picked is not None or (is_exact and self.has_address_changed)


def place_of_event(event: Event) -> dict[str, Any]:
    """Return what the fields show of an event's place; the department only where no commune gives it."""
    return {
        "venue": event.venue,
        "address": event.address,
        "town": town_words(town_of_event(event)),
        "department": None if event.commune_id else event.department,
        **{name: getattr(event, name) for name in POINT if event.precision == Precision.EXACT},
    }
