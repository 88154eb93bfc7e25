"""The filters of the outbox; a value that makes no sense is left out."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from semainier.mailings.kinds import kind_label
from semainier.mailings.queries import OutboxFilters, kinds
from semainier.mailings.states import State


def kind_choices() -> list[tuple[str, str | Promise]]:
    """Return the kinds the outbox holds, for a list to choose from. One query."""
    return [("", pgettext_lazy("mail", "All kinds")), *((kind, kind_label(kind)) for kind in kinds())]


class OutboxForm(forms.Form):
    q = forms.CharField(label=pgettext_lazy("mail", "Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=pgettext_lazy("mail", "State"),
        required=False,
        choices=[("", pgettext_lazy("mail", "All states")), *State.choices],
    )
    kind = forms.ChoiceField(label=pgettext_lazy("mail", "Kind"), required=False, choices=kind_choices)

    def filters(self) -> OutboxFilters:
        """Return the filters that make sense."""
        self.is_valid()
        said = self.cleaned_data
        return OutboxFilters(text=said.get("q", ""), state=said.get("state", ""), kind=said.get("kind", ""))
