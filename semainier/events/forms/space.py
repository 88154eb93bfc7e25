"""Small forms of the members’ space: the filters of the list, handing in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.events.models import Event
from semainier.events.queries.space import STATES, TO_TELL
from semainier.organisations.models import Organisation

_STATE_WORDS = {
    "brouillon": _("Draft"),
    "en-relecture": _("Being read"),
    "a-corriger": _("To correct"),
    "publie": _("Published"),
    TO_TELL: _("To tell"),
    "refuse": _("Refused"),
    "retire": _("Withdrawn"),
}


class EventFilterForm(forms.Form):
    """What narrows the list of one's events; a value that makes no sense is left out."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    etat = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Every state")), *((word, _STATE_WORDS[word]) for word in (*STATES, TO_TELL))],
    )
    organisme = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisme"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", _("Every organisation")), *((o.pk, o.name) for o in organisations)]

    def understood(self) -> dict[str, Any]:
        """Return the values that make sense."""
        self.is_valid()
        return self.cleaned_data


class SubmitForm(forms.Form):
    """Handing an event in; a place that nobody has confirmed is confirmed here."""

    place_confirmed = forms.BooleanField(
        label=_("It is here"),
        error_messages={"required": _("Look at the place and confirm it.")},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.place_confirmed_at is not None:
            del self.fields["place_confirmed"]
