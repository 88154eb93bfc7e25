"""A message template, with its placeholders checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.rally.models import MessageTemplate
from semainier.rally.placeholders import check_placeholders

TEXTS = ("subject", "text", "subject_en", "text_en")


class MessageTemplateForm(forms.ModelForm):
    """A message: French is needed, English is both or none."""

    class Meta:
        model = MessageTemplate
        fields = ("name", "matter", *TEXTS)
        labels = {
            "subject": _("Subject in French"),
            "text": _("Message in French"),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 12}),
            "text_en": forms.Textarea(attrs={"rows": 12}),
        }
        help_texts = {
            "matter": _("No reminder leaves to who has done it, and at most three to a person."),
            "text": _("A blank line begins a paragraph. A link on a line of its own becomes a button."),
            "subject_en": _("Who reads English gets French as long as there is none."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name].validators.append(check_placeholders)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("subject_en")) != bool(said.get("text_en")):
            missing = "text_en" if said.get("subject_en") else "subject_en"
            if missing not in self.errors:
                self.add_error(missing, _("Write the English subject and the English message, or neither."))
        return said
