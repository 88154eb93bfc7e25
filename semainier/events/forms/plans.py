"""Forms about what becomes of an event: its status with new dates, the large event it is part of, a second year."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from semainier.campaigns.models import Edition
from semainier.events.forms.hours import HoursForm, hours_of_event, hours_of_spans
from semainier.events.models import Event, Status
from semainier.events.queries.dates import Span, brief_words
from semainier.events.services.carry import shifted_dates
from semainier.events.services.sessions import announced_dates


class StatusForm(HoursForm):
    """What visitors must know of a published event, the dates to which it is postponed, and a word to them."""

    status = forms.ChoiceField(
        label=gettext_lazy("Your event"),
        choices=[
            (Status.SCHEDULED, gettext_lazy("takes place as announced")),
            (Status.FULL, gettext_lazy("is full")),
            (Status.POSTPONED, gettext_lazy("is postponed")),
            (Status.CANCELLED, gettext_lazy("is cancelled")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("A word to visitors"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For instance why, or what to do with a ticket."),
    )

    use_required_attribute = False
    hours_alone_are_none = True
    field_order = ["status", "day", "start", "end", "last_day", "note"]

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        known = {"status": event.status, "note": event.status_note}
        super().__init__(*args, initial={**known, **_new_hours_of(event)}, **kwargs)
        self.event = event
        for name in ("day", "start", "end"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["sessions"] = []
        if values.get("status") != Status.POSTPONED:
            return values
        self.clean_hours(values, self.event.tz, self.event.edition.starts_on)
        if values["sessions"] and values["sessions"] == announced_dates(self.event):
            self.add_error("day", _("These are the dates that were announced. Give the new ones."))
        return values

    @property
    def new_sessions(self) -> list[Span] | None:
        """Return the new dates; None when they are still to be set, or the event is not postponed."""
        return self.cleaned_data["sessions"] or None


def _new_hours_of(event: Event) -> dict[str, Any]:
    """Return what the lines of new dates show: those known already, else the hours of the first date, without a day."""
    if event.is_rescheduled:
        return hours_of_event(event)
    hours = hours_of_spans(announced_dates(event)[:1], event.tz)
    return {name: hours.get(name) for name in ("start", "end")}


class CarryForm(HoursForm):
    """The dates on which an event of an earlier edition takes place this time; none leaves them open."""

    use_required_attribute = False
    hours_alone_are_none = True

    def __init__(self, *args: Any, event: Event, edition: Edition, **kwargs: Any) -> None:
        proposed = hours_of_spans(shifted_dates(event, edition), event.tz)
        super().__init__(*args, initial=proposed, **kwargs)
        self.event, self.edition = event, edition
        for name in ("day", "start", "end"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.clean_hours(values, self.event.tz, self.edition.starts_on)
        return values


class ParentForm(forms.Form):
    """The large event that an event is part of, by its identifier: one of those that are offered."""

    parent = forms.ChoiceField(label=pgettext_lazy("a large event", "Part of"), required=False)

    def __init__(self, *args: Any, event: Event, offered: Iterable[Event], **kwargs: Any) -> None:
        present = str(event.parent.uid) if event.parent else ""
        kwargs["initial"] = {"parent": present}
        super().__init__(*args, **kwargs)
        self.offered = {str(one.uid): one for one in [*([event.parent] if event.parent else []), *offered]}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        named = [
            (uid, " – ".join(filter(None, [one.title, brief_words(one)])))
            for uid, one in self.offered.items()
        ]
        field.choices = [("", _("no other event")), *named]

    @property
    def chosen(self) -> Event | None:
        """Return the event that was chosen."""
        return self.offered.get(self.cleaned_data["parent"])


class DeclineForm(forms.Form):
    """A word to the region that had prepared the event."""

    words = forms.CharField(
        label=gettext_lazy("A word to the region"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Why it will not be, or what would suit you better."),
    )
