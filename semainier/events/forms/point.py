"""The point of an event on the map: an address that was found and picked, or a point that a person puts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.events import geocoding
from semainier.events.geocoding import Address
from semainier.events.models import Event, Mode, Precision
from semainier.events.queries.places import Town, town_of_address, town_of_event, town_words

CENTRE = "centre"
POINT = ("latitude", "longitude")
NO_POINT = {"latitude": None, "longitude": None, "precision": Precision.DEPARTMENT}


class Degrees(forms.FloatField):
    """Degrees, with a point as maps write them or a comma as people do."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


def _degrees(label: Any) -> Degrees:
    box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 12})
    return Degrees(label=label, required=False, widget=box)


class PointForm(forms.Form):
    """Fields of the point. After `clean_point`, `point_fields` says where the event stands."""

    latitude = _degrees(gettext_lazy("Latitude"))
    longitude = _degrees(gettext_lazy("Longitude"))
    spot = forms.CharField(required=False, widget=forms.HiddenInput)
    spot_for = forms.CharField(required=False, widget=forms.HiddenInput)

    event: Event | None = None
    town_meant = Town()
    offered: Sequence[Address] = ()  # to choose from
    picked: Address | None = None
    question = ""  # what the offered places answer
    place_notice = ""  # why there is nothing to choose from, in words

    def clean_point(self, values: dict[str, Any], *, is_final: bool) -> None:
        """Judge the point that was put, take the address that was picked, or look for the one that was typed."""
        self._check_own_point(values)
        self.question = self._question(values)
        if self.question and values.get("spot_for") == self.question:
            self.picked = geocoding.address_of_token(values.get("spot", ""))
        if self.picked is not None:
            self.town_meant = town_of_address(self.picked) or self.town_meant
        elif is_final and self._is_to_be_found(values):
            self._find()

    @property
    def has_own_point(self) -> bool:
        """Whether the person put, moved or removed the point herself."""
        given = self.is_bound and all(name in self.data for name in POINT)
        return given and bool(set(POINT) & set(self.changed_data))

    @property
    def is_own_point_put(self) -> bool:
        """Whether the person put a point herself, a valid one: this confirms the place."""
        return self.has_own_point and None not in self._own_point()

    @property
    def precision_shown(self) -> str:
        """How well the place is known with what was typed: a code of Precision, or nothing yet."""
        if self.has_own_point:
            return str(Precision.EXACT) if self.is_own_point_put else ""
        if self.picked is not None:
            return str(Precision.EXACT) if self.picked.is_exact else ""
        is_same = self.event is not None and town_of_event(self.event).key == self.town_meant.key
        return self.event.precision if self.event is not None and is_same and not self.wants_centre else ""

    @property
    def choices_of_address(self) -> Sequence[Address]:
        """Return what to choose from: the places found, or the one picked a moment ago."""
        return self.offered or ([self.picked] if self.picked else [])

    @property
    def tiles(self) -> dict[str, str]:
        """Return the tile server of the map, if there is one."""
        return {"url": settings.TILE_URL, "attribution": settings.TILE_ATTRIBUTION}

    @property
    def has_address_changed(self) -> bool:
        return self.is_bound and "address" in self.changed_data

    def point_fields(self) -> dict[str, Any]:
        """Return what the services take of the point; nothing when the one that stands may stay."""
        if self.has_own_point:
            latitude, longitude = self._own_point()
            if latitude is None or longitude is None:
                return dict(NO_POINT)
            return {"latitude": latitude, "longitude": longitude, "precision": Precision.EXACT}
        if self.picked is None:
            return dict(NO_POINT) if self.wants_centre else {}
        if not self.picked.is_exact:
            return dict(NO_POINT)
        point = {"latitude": self.picked.latitude, "longitude": self.picked.longitude}
        return {**point, "precision": Precision.EXACT}

    @property
    def wants_centre(self) -> bool:
        """Whether none of the places found was it."""
        values = getattr(self, "cleaned_data", {})
        return values.get("spot") == CENTRE and values.get("spot_for") == self.question != ""

    def _own_point(self) -> tuple[float | None, float | None]:
        values = getattr(self, "cleaned_data", {})
        first, second = (values.get(name) for name in POINT)
        return (first, second) if first is None or second is None else (round(first, 6), round(second, 6))

    def _check_own_point(self, values: dict[str, Any]) -> None:
        if not self.has_own_point or any(name in self.errors for name in POINT):
            return
        latitude, longitude = values.get("latitude"), values.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("Give both latitude and longitude, or neither."))
        elif latitude is None or longitude is None:
            return
        elif not geocoding.is_in_france(latitude, longitude):
            self.add_error(
                "latitude", _("This point is not in France. Latitude and longitude may be swapped.")
            )
        elif self.town_meant.department is None and "town" not in self.errors:
            self.add_error("town", _("Name the town in which this point lies."))

    def _question(self, values: dict[str, Any]) -> str:
        town, address = self.town_meant, values.get("address", "")
        if not address or not town.key or town.is_ambiguous or values.get("mode") == Mode.ONLINE:
            return ""
        return f"{address}, {town_words(town)}"

    def _is_to_be_found(self, values: dict[str, Any]) -> bool:
        if not self.question or self.has_own_point or not geocoding.is_on():
            return False
        if values.get("spot") == CENTRE and values.get("spot_for") == self.question:
            return False
        event = self.event
        if event is None or self.has_address_changed or town_of_event(event).key != self.town_meant.key:
            return True
        return event.precision != Precision.EXACT and event.place_confirmed_at is None

    def _find(self) -> None:
        try:
            self.offered = geocoding.find_addresses(self.question)
        except geocoding.NoAnswer:
            self.place_notice = _(
                "The address service does not answer at the moment: the mark stands at the centre of the town."
            )
            return
        if self.offered:
            self.add_error(
                "address", _("Is it one of the places below? Choose it, or the centre of the town.")
            )
        else:
            self.place_notice = _(
                "The address was not found: the mark stands at the centre of the town. You can put the point yourself."
            )
