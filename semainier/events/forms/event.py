"""The form of an event: one short page, of which only the title is needed for a draft."""

from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import ModelChoiceField
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from semainier.campaigns.models import Edition, EventKind, Theme
from semainier.core import clock
from semainier.core.typography import typo
from semainier.events.forms import coming
from semainier.events.forms.coming import ComingForm
from semainier.events.forms.hours import HoursForm, hours_of_event
from semainier.events.forms.pictures import PictureForm
from semainier.events.forms.place import PlaceForm, place_of_event
from semainier.events.models import Event, Mode, Moderation, Precision
from semainier.events.queries.places import town_of_event
from semainier.organisations.models import Organisation

# What may be left empty in a draft and not when the event is handed in.
NEEDED_TO_SUBMIT = ("theme", "kind", "day", "start", "end", "town", "description")
# Judged by rules of their own: required beside a picture only.
JUDGED_APART = ("picture_alt", "picture_credit")
PLAIN = (
    "title", "theme", "description", "venue", "address", "picture_alt", "picture_credit", "picture_rights",
    "sessions", *coming.PLAIN,
)  # fmt: skip


class Then(StrEnum):
    """What the person wants once the form is saved: the value of the button."""

    DRAFT = "draft"
    PREVIEW = "preview"
    SAVE = "save"


class ThemeField(ModelChoiceField):
    """A theme with what an event must show to stand under it."""

    def label_from_instance(self, obj: Theme) -> str:
        if not obj.condition:
            return str(obj)
        words = '<span>{}<br><small class="quiet">{}</small></span>'
        return format_html(words, str(obj), typo(obj.condition))


class EventForm(HoursForm, PlaceForm, PictureForm, ComingForm):
    """What a member says of its event; `fields_of_event` gives what the services take."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=140)
    theme = ThemeField(label=gettext_lazy("Theme"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=[("", "—"), *EventKind.choices])
    description = forms.CharField(
        label=gettext_lazy("Short text"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What people will see and do there. Two or three sentences are enough."),
    )
    picture_alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        max_length=200,
        help_text=gettext_lazy("Read aloud to people who cannot see it."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    then = forms.ChoiceField(
        choices=[(t.value, t.value) for t in Then], required=False, widget=forms.HiddenInput
    )

    use_required_attribute = False  # a draft may leave out what the event needs later
    words_of_picture = ("picture_alt", "picture_credit", "picture_rights")
    field_order = [
        "title", "theme", "kind", "day", "start", "end", "last_day", "venue", "address", "town", "department",
        "place_confirmed", "description", "picture", "picture_alt", "picture_credit", "picture_rights",
    ]  # fmt: skip

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        organisation: Organisation,
        event: Event | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = initial_of(event) if event else dict(coming.FIRST)
        super().__init__(*args, **kwargs)
        self.edition, self.organisation, self.event = edition, organisation, event
        if event is not None:
            self.town_meant = town_of_event(event)
            self.saved_picture = event.picture
        self._themes.queryset = edition.themes.all()
        self.open_coming(edition)

    @property
    def _themes(self) -> ThemeField:
        field = self.fields["theme"]
        assert isinstance(field, ThemeField)  # noqa: S101 -- for the type checker
        return field

    @property
    def then_chosen(self) -> Then:
        chosen = self.data.get("then", "")
        return Then(chosen) if chosen in set(Then) else Then.SAVE

    @property
    def is_handed_in(self) -> bool:
        return self.event is not None and self.event.moderation in {
            Moderation.SUBMITTED,
            Moderation.PUBLISHED,
        }

    @property
    def is_final(self) -> bool:
        """Whether all that an event needs must be there: it is about to be handed in, or was."""
        return self.is_handed_in or self.then_chosen == Then.PREVIEW

    @property
    def seen_at(self) -> Any:
        """Return the stamp of the version that the person had before her."""
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data.get("seen") else None

    def show_again(self, *, seen: str) -> None:
        """Keep what was typed, the picture too, over a newer version of the event."""
        self.put_picture_aside(seen=seen)

    def change_lines(self) -> None:
        """Add or remove a date; the picture just sent is put aside as when the form has errors."""
        if not self.errors:
            self.put_picture_aside()
        super().change_lines()

    def full_clean(self) -> None:
        """Ask a draft for its title only; the labels say all the same what the event will need."""
        lenient = [*JUDGED_APART, *(() if self.is_bound and self.is_final else NEEDED_TO_SUBMIT)]
        if self.data.get("mode") == Mode.ONLINE and "town" not in lenient:
            lenient.append("town")
        for name in lenient:
            self.fields[name].required = False
        super().full_clean()
        for name in lenient:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        town = self.clean_place(
            values, is_handed_in=self.is_handed_in, is_final=self.is_final and not self.asks_for_lines
        )
        place = town.department or self.organisation.department
        zone = ZoneInfo(place.time_zone) if place else clock.PARIS
        self.clean_hours(values, zone, self.edition.starts_on)
        self.clean_coming(values, is_final=self.is_final)
        if self.is_final:
            self.check_words_of_picture(values)
        return values

    def fields_of_event(self) -> dict[str, Any]:
        """Return the values for `create_event` and `update_event`; a place that moved is placed again."""
        values, town = self.cleaned_data, self.town_meant
        fields = {name: values[name] for name in PLAIN}
        fields |= {"kind": values["kind"] or EventKind.OTHER, "city": town.city, "postcode": town.postcode}
        department = town.department
        if department is None and values["mode"] == Mode.ONLINE:
            department = self.organisation.department  # it has to stand somewhere: at its organiser's
        fields |= {"commune": town.commune, "department": department}
        if self.event is None or town.key != town_of_event(self.event).key:
            fields |= {"latitude": None, "longitude": None, "precision": Precision.DEPARTMENT}
            fields["place_confirmed_at"] = None
        fields |= self.point_fields()
        if not self.is_place_confirmed:
            fields["place_confirmed_at"] = None
        elif self.event is None or fields.get("place_confirmed_at", self.event.place_confirmed_at) is None:
            fields["place_confirmed_at"] = clock.now()
        if values["picture"] is not None:
            fields["picture"] = values["picture"] or ""
        return fields


def initial_of(event: Event) -> dict[str, Any]:
    """Return what the form shows of an event."""
    names = ("title", "theme", "kind", "description")
    pictures = ("picture_alt", "picture_credit", "picture_rights")
    return {
        **{name: getattr(event, name) for name in (*names, *pictures)},
        **hours_of_event(event),
        **place_of_event(event),
        **coming.coming_of_event(event),
        "seen": event.updated_at.isoformat(),
    }
