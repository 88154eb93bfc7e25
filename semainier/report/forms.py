"""Forms of the report: a snapshot, announced figures, a contact with an organisation."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.accounts.models import User
from semainier.campaigns.models import ContactChannel
from semainier.core import clock


class SnapshotForm(forms.Form):
    """Keep the figures as they stand."""

    label = forms.CharField(
        label=gettext_lazy("Name of these figures"),
        max_length=120,
        help_text=gettext_lazy("For instance “One month before the week”."),
    )
    published = forms.BooleanField(label=gettext_lazy("Show them to the public"), required=False)


class AnnouncedForm(forms.Form):
    """Figures that were announced by other means: at a press conference, in a letter."""

    label = forms.CharField(label=gettext_lazy("Where they were announced"), max_length=120)
    day = forms.DateField(
        label=gettext_lazy("Day of the announcement"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    participants = forms.IntegerField(
        label=gettext_lazy("Organisations taking part"), min_value=0, max_value=1_000_000, required=False
    )
    events = forms.IntegerField(
        label=gettext_lazy("Events"), min_value=0, max_value=10_000_000, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("participants") is None and cleaned.get("events") is None:
            self.add_error("participants", _("Give the organisations, the events, or both."))
        return cleaned

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    @property
    def taken_at(self) -> dt.datetime:
        """Noon of that day in Paris, at the latest now."""
        noon = dt.datetime.combine(self.cleaned_data["day"], dt.time(12), tzinfo=clock.PARIS)
        return min(noon, clock.now())


class ContactForm(forms.Form):
    """A contact with an organisation: how, when, what was said."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How"), choices=ContactChannel.choices, widget=forms.RadioSelect
    )
    day = forms.DateField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("Today unless you say otherwise."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        if day and day > clock.today():
            raise forms.ValidationError(
                _("This day is still to come: note the contact once it has taken place.")
            )
        return day

    @property
    def at(self) -> dt.datetime | None:
        """Return the instant of a day that is past, None for today: now."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is None or day == clock.today():
            return None
        return dt.datetime.combine(day, dt.time(12), tzinfo=clock.PARIS)


class FollowerForm(forms.Form):
    """Who takes care of an organisation; empty: nobody."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who takes care of it"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = people
