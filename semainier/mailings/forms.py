"""The filters of the outbox; a value that makes no sense is left out."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.mailings.queries import OutboxFilters, kinds
from semainier.mailings.states import State


def kind_choices() -> list[tuple[str, str | Promise]]:
    """Return the kinds the outbox holds, for a list to choose from. One query."""
    return [("", _("All kinds")), *((kind, kind) for kind in kinds())]


class OutboxForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *State.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=kind_choices)

    def filters(self) -> OutboxFilters:
        """Return the filters that make sense."""
        self.is_valid()
        said = self.cleaned_data
        return OutboxFilters(text=said.get("q", ""), state=said.get("state", ""), kind=said.get("kind", ""))
