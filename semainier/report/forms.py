"""Forms of the report: a snapshot, announced figures."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
