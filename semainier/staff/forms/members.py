"""Filters of the member list, and from which day somebody stands on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.filters import FilterForm, all_or
from semainier.core.http import keys_in
from semainier.staff.forms.registry import family_choices
from semainier.staff.queries.members import ListFilters, regions_listed

STATES = [
    ("to_invite", _("To be invited")),
    ("invited", _("Invited, no answer")),
    ("joined", _("Joined")),
    ("unreachable", _("No address")),
    ("removed", _("Taken off the list")),
]


class ListFilterForm(FilterForm):
    """The filters of the member list of an edition."""

    etat = forms.ChoiceField(label=_("State"), required=False, choices=all_or(_("All states"), STATES))
    region = forms.ChoiceField(label=_("Region"), required=False)
    famille = forms.ChoiceField(label=_("Family"), required=False, choices=family_choices)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = [(region.pk, region.name_on(edition.starts_on)) for region in regions_listed(edition)]
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = all_or(_("All regions"), regions)

    @property
    def filters(self) -> ListFilters:
        said = self.said
        return ListFilters(
            said.get("q", ""), said.get("region", ""), said.get("famille", ""), said.get("etat", "")
        )


class SinceForm(forms.Form):
    """From which day an organisation stands on the list."""

    since = forms.DateField(
        label=_("On the list from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", clock.today())


class ChosenForm(forms.Form):
    """Rows that were ticked; what is no number is left out."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.chosen = keys_in(data.getlist("choix"))[:5_000]
