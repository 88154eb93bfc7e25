"""How forms look: every field is rendered by core/components/field.html, whatever the app."""

from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    SelectMultiple,
    Textarea,
    Widget,
)
from django.utils.translation import gettext_noop

# Said again here so that our catalogue says them our way: what is missing, without blame.
MESSAGES_OF_DJANGO = (
    gettext_noop("This field is required."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("The submitted file is empty."),
)

_KINDS: tuple[tuple[type[Widget], str], ...] = (
    (CheckboxSelectMultiple, "options"),
    (RadioSelect, "options"),
    (CheckboxInput, "check"),
    (FileInput, "file"),
    (Textarea, "text"),
    (SelectMultiple, "select"),
    (Select, "select"),
)


class Field(BoundField):
    """A bound field that knows its shape and carries our classes."""

    @property
    def kind(self) -> str:
        """Return the shape of the control: hidden, check, options, file, select or text."""
        if self.is_hidden:
            return "hidden"
        return next((kind for widget, kind in _KINDS if isinstance(self.field.widget, widget)), "text")

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add the class of the control and keep Django's descriptions (help and errors)."""
        attrs = super().build_widget_attrs(attrs, widget)
        own = (widget or self.field.widget).attrs.get("class", "")
        if self.kind in {"text", "select", "file"}:
            attrs["class"] = f"input {own}".strip()
        return attrs


class Renderer(TemplatesSetting):
    """Render forms with the templates of the project: `{{ form }}`, `{{ form.title.as_field_group }}`."""

    form_template_name = "core/components/form.html"
    field_template_name = "core/components/field.html"
    bound_field_class = Field
