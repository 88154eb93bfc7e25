"""What a member says after its event: three answers, and a photo if there is one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.events.forms.pictures import PictureForm
from semainier.events.models import Held, Outcome

MAX_PEOPLE = 1_000_000


class PeopleField(forms.IntegerField):
    """A whole number as people write it, "1 200" too."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class OutcomeForm(PictureForm):
    """Held or not, how many came or unknown, one sentence; `fields_of_outcome` is what the service takes."""

    attendance = PeopleField(
        label=gettext_lazy("How many people came, more or less?"),
        required=False,
        min_value=0,
        max_value=MAX_PEOPLE,
        widget=forms.TextInput(attrs={"class": "count", "inputmode": "numeric", "autocomplete": "off"}),
    )
    unknown = forms.BooleanField(label=gettext_lazy("I do not know"), required=False)
    held = forms.ChoiceField(
        label=gettext_lazy("Did it take place as planned?"),
        choices=[
            (Held.YES, gettext_lazy("Yes")),
            (Held.CHANGED, gettext_lazy("With changes")),
            (Held.NO, gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it took place.")},
    )
    sentence = forms.CharField(
        label=gettext_lazy("A word, a sentence you heard"),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    use_required_attribute = False
    field_order = ["attendance", "unknown", "held", "sentence", "picture"]

    def __init__(self, *args: Any, outcome: Outcome | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = initial_of(outcome) if outcome else {}
        super().__init__(*args, **kwargs)
        self.saved_picture = outcome.photo if outcome else None
        self.fields["picture_credit"].required = False

    def clean(self) -> dict[str, Any]:
        """Tell 0, which was typed, from unknown, which was ticked; an empty answer is neither."""
        values = super().clean()
        number = values.get("attendance")
        if number is not None and values.get("unknown"):
            self.add_error("attendance", _("Give a number, or tick “I do not know”, not both."))
        elif values.get("held") == Held.NO and number:
            self.add_error(
                "attendance", _("Nobody came to an event that did not take place. Leave the number empty.")
            )
        elif self._lacks_number(values):
            self.add_error("attendance", _("Give a number, even a rough one, or tick “I do not know”."))
        self.check_words_of_picture(values)
        return values

    def _lacks_number(self, values: dict[str, Any]) -> bool:
        is_held = values.get("held") in {Held.YES, Held.CHANGED}
        is_silent = values.get("attendance") is None and not values.get("unknown")
        return is_held and is_silent and "attendance" not in self.errors

    def fields_of_outcome(self) -> dict[str, Any]:
        """Return the values for `give_outcome`; an unknown attendance is None, never 0."""
        values = self.cleaned_data
        is_held = values["held"] != Held.NO
        fields = {
            "held": Held(values["held"]),
            "attendance": values["attendance"] if is_held else None,
            "sentence": values["sentence"],
            "photo_credit": values["picture_credit"],
            "photo_rights": values["picture_rights"],
        }
        return fields if values["picture"] is None else {**fields, "photo": values["picture"] or ""}


def initial_of(outcome: Outcome) -> dict[str, Any]:
    """Return what the form shows of an earlier answer."""
    return {
        "held": outcome.held,
        "attendance": outcome.attendance,
        "unknown": outcome.held != Held.NO and outcome.attendance is None,
        "sentence": outcome.sentence,
        "picture_credit": outcome.photo_credit,
        "picture_rights": outcome.photo_rights,
    }
