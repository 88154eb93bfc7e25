"""Which file to import, and the filters of the files sent before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.staff.forms.filters import FilterForm, all_or
from semainier.staff.models import ImportKind, RunState
from semainier.staff.queries.imports import RunFilters


class ImportForm(forms.Form):
    """A file, what it holds, and for events the edition that receives them."""

    kind = forms.ChoiceField(
        label=_("What the file holds"),
        choices=ImportKind.choices,
        initial=ImportKind.ORGANISATIONS,
        widget=forms.RadioSelect,
    )
    edition = forms.ModelChoiceField(
        Edition.objects.exclude(phase="frozen"),
        label=_("Edition"),
        required=False,
        to_field_name="slug",
        help_text=_("For events only: the edition that receives them."),
        empty_label=_("Choose an edition"),
    )
    file = forms.FileField(
        label=_("File"),
        max_length=150,
        help_text=_(
            "CSV, XLSX or ODS, at most 30 MB and 50,000 lines. Nothing is written before you have read the report."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,.txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the edition of events."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == ImportKind.EVENTS and not data.get("edition") and "edition" not in self.errors:
            self.add_error("edition", _("Choose the edition that receives the events."))
        return data


class RunFilterForm(FilterForm):
    """The filters of the files sent before."""

    kind = forms.ChoiceField(
        label=_("What the file holds"),
        required=False,
        choices=all_or(_("Organisations and events"), ImportKind.choices),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=all_or(_("All states"), RunState.choices)
    )

    @property
    def filters(self) -> RunFilters:
        said = self.said
        return RunFilters(said.get("q", ""), said.get("kind", ""), said.get("state", ""))
