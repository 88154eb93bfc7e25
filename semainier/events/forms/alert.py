"""The form with which a visitor reports the page of an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.events.models import Alert, AlertReason


class AlertForm(forms.ModelForm):
    """What is wrong, in one's own words, and an address for whoever wants an answer.

    `website` is a trap: people do not see it, programs that fill in every field do.
    """

    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = Alert
        fields = ("reason", "words", "email")
        widgets = {"reason": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "words": _("What is wrong, and how you know it."),
            "email": _("Only used to answer you; erased thirty days after the answer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = AlertReason.choices  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled in what people do not see."""
        return bool(self.data.get("website"))
