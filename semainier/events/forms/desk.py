"""Forms of the desk: a decision with its words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.core import clock


@dataclass(frozen=True, slots=True)
class Preset:
    """A sentence to begin with; it stays editable."""

    code: str
    text: str | Promise


CHANGE_PRESETS = (
    Preset("address", gettext_lazy("The exact address of the meeting point is missing.")),
    Preset("theme", gettext_lazy("Please say in one sentence how the event relates to its theme.")),
    Preset("picture", gettext_lazy("The picture has no author: could you name the person who took it?")),
    Preset("hours", gettext_lazy("The hours do not seem right: could you check them?")),
)
REFUSAL_PRESETS = (
    Preset(
        "internal",
        gettext_lazy(
            "This is a meeting of your own services; the week shows what the public can see or share."
        ),
    ),
    Preset("double", gettext_lazy("This event is already in the programme under another title.")),
    Preset("theme", gettext_lazy("The event does not relate to any of the themes of this edition.")),
    Preset("dates", gettext_lazy("The event takes place too far from the dates of the week.")),
)


class ReadForm(forms.Form):
    """What every decision carries: when the page was read, and the list to go back to."""

    read_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    room = forms.ChoiceField(
        choices=[("list", "list"), ("page", "page")], widget=forms.HiddenInput, required=False
    )

    def clean_read_at(self) -> dt.datetime:
        """Take the instant of the answer when none is given: nothing can have changed in between."""
        value: dt.datetime | None = self.cleaned_data["read_at"]
        return value or clock.now()


class DecisionForm(ReadForm):
    """Ask for a change or refuse: a preset sentence, own words, or one after the other."""

    preset = forms.ChoiceField(label=gettext_lazy("A sentence to begin with"), required=False)
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, presets: tuple[Preset, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.presets = presets
        self.fields["preset"].choices = [("", ""), *((p.code, p.text) for p in presets)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {p.code: str(p.text) for p in self.presets}
        parts = [texts.get(cleaned.get("preset", ""), ""), cleaned.get("words", "").strip()]
        cleaned["message"] = "\n\n".join(part for part in parts if part)
        if not cleaned["message"] and not self.errors:
            self.add_error("words", _("Choose a sentence or write your own: the member needs to know why."))
        return cleaned
