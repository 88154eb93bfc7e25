"""What a list may be filtered by; a value that makes no sense is left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FilterForm(forms.Form):
    """A search and its filters, read from the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)

    @property
    def said(self) -> dict[str, Any]:
        """Return the values that make sense."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_active(self) -> bool:
        """Whether the list is narrowed, so that an empty one says how to widen it."""
        return any(self.said.values())


def all_or(word: Any, choices: Any) -> list[tuple[str, Any]]:
    """Return the choices behind an empty one that means all."""
    return [("", word), *choices]
