"""Forms of the desk: a decision with its words."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.core import clock
from semainier.events.models import AlertState, DecisionAction, Message, Preset, PresetFor, Trust
from semainier.events.queries.presets import Sentence


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

    def __init__(self, *args: Any, presets: tuple[Sentence, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.presets = presets
        self.fields["preset"].choices = [("", ""), *((p.code, p.text) for p in presets)]  # type: ignore[attr-defined]

    @property
    def has_words(self) -> bool:
        """Whether the decision needs words to the member."""
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {p.code: str(p.text) for p in self.presets}
        parts = [texts.get(cleaned.get("preset", ""), ""), cleaned.get("words", "").strip()]
        cleaned["message"] = "\n\n".join(part for part in parts if part) if self.has_words else ""
        if self.has_words and not cleaned["message"] and not self.errors:
            self.add_error("words", _("Choose a sentence or write your own: the member needs to know why."))
        return cleaned


class BulkForm(DecisionForm):
    """One decision on several events; publishing needs no words."""

    action = forms.ChoiceField(
        choices=[
            (action.value, action.label)
            for action in (DecisionAction.PUBLISH, DecisionAction.REQUEST_CHANGES, DecisionAction.REFUSE)
        ],
        widget=forms.HiddenInput,
    )

    @property
    def has_words(self) -> bool:
        return self.data.get("action") != DecisionAction.PUBLISH


class MessageForm(forms.ModelForm):
    """A line of the conversation between an organiser and its region."""

    class Meta:
        model = Message
        fields = ("text",)
        labels = {"text": gettext_lazy("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PresetForm(forms.ModelForm):
    """A sentence that the desk uses often."""

    class Meta:
        model = Preset
        fields = ("action", "label", "text", "order")
        help_texts = {
            "label": gettext_lazy("Two or three words that tell it from the others."),
            "text": gettext_lazy("What the member reads; each time it can be changed before it leaves."),
            "order": gettext_lazy("The smallest comes first; the first nine have a key."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "action": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = PresetFor.choices  # type: ignore[attr-defined]


class TrustForm(forms.ModelForm):
    """Why an organisation is trusted."""

    class Meta:
        model = Trust
        fields = ("reason",)
        help_texts = {"reason": gettext_lazy("For your colleagues; the organisation does not read it.")}


class SettleForm(forms.Form):
    """What became of a report of a visitor."""

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[(state.value, state.label) for state in AlertState if state != AlertState.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("In a word, what was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
