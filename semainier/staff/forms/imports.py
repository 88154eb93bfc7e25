"""Which file or address to import, and the filters of what was sent before."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.core.filters import FilterForm, all_or
from semainier.events.imports.upstream import clean_address, organisation_named
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportKind, RunState
from semainier.staff.queries.imports import RunFilters


class ImportForm(forms.Form):
    """A file or an address, what it holds, and for events the edition that receives them and whose they are."""

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
        required=False,
        max_length=150,
        help_text=_(
            "CSV, XLSX or ODS, for events also OpenAgenda (JSON) or iCalendar; at most 30 MB. "
            "Nothing is written before you have read the report."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,.txt,.json,.ics"}),
    )
    address = forms.CharField(
        label=_("Or the address of an agenda"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    organisation = forms.CharField(
        label=_("Organisation of the agenda"),
        required=False,
        max_length=250,
        help_text=_("SIREN or exact name. Empty when the agenda itself names the organiser of each event."),
    )
    source_name = forms.CharField(
        label=_("Name of the agenda"),
        required=False,
        max_length=200,
        help_text=_(
            "The same name each time: it finds the events of the time before. Empty: that of the file."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.IMPORT_HOSTS:
            hosts = ", ".join(settings.IMPORT_HOSTS)
            self.fields["address"].help_text = _("On these hosts: %(hosts)s.") % {"hosts": hosts}
        else:
            del self.fields["address"]

    def clean_address(self) -> str:
        try:
            return clean_address(text) if (text := str(self.cleaned_data["address"])) else ""
        except DomainError as error:
            raise forms.ValidationError(f"{error.message} {error.next_step}".strip()) from error

    def clean_organisation(self) -> Organisation | None:
        try:
            return organisation_named(text) if (text := str(self.cleaned_data["organisation"])) else None
        except DomainError as error:
            raise forms.ValidationError(f"{error.message} {error.next_step}".strip()) from error

    def clean(self) -> dict[str, Any]:
        """Ask for a file or an address, for the edition of events; leave out what organisations have not."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") != ImportKind.EVENTS:
            data |= dict.fromkeys(("address", "source_name"), "") | {"organisation": None}
        elif not data.get("edition") and "edition" not in self.errors:
            self.add_error("edition", _("Choose the edition that receives the events."))
        if not {"file", "address"} & self.errors.keys():
            self._check_one(data)
        return data

    def _check_one(self, data: dict[str, Any]) -> None:
        if data.get("file") and data.get("address"):
            self.add_error("address", _("Give a file or an address, not both."))
        elif not data.get("file") and not data.get("address"):
            self.add_error("file", _("Choose a file."))


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


def _editions() -> list[tuple[str, Any]]:
    named = Edition.objects.filter(sources__isnull=False).distinct().order_by("-starts_on")
    return all_or(_("All editions"), list(named.values_list("slug", "name")))


class SourceFilterForm(FilterForm):
    """The filters of the sources."""

    edition = forms.ChoiceField(label=_("Edition"), required=False, choices=_editions)
