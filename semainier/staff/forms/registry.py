"""Forms of the registry: members, regional associations, families; and their filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.core.filters import FilterForm, all_or
from semainier.organisations.models import Family, Organisation
from semainier.staff.forms.errors import ServedForm
from semainier.staff.queries.registry import MemberFilters, holders_of
from semainier.territories.models import Department
from semainier.territories.queries import regions_on


def family_choices() -> list[tuple[str, Any]]:
    """Return the families behind “all”, and a choice for none. One query."""
    known = [(family.pk, str(family)) for family in Family.objects.all()]
    return all_or(_("All families"), [*known, ("-", _("Without a family"))])


def region_choices() -> list[tuple[str, Any]]:
    """Return the regions of today behind “all”. One query."""
    return all_or(_("All regions"), [(region.pk, region.name) for region in regions_on(clock.today())])


class MemberFilterForm(FilterForm):
    """The filters of the members."""

    famille = forms.ChoiceField(label=_("Family"), required=False, choices=family_choices)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=region_choices)
    personnes = forms.ChoiceField(
        label=_("People"),
        required=False,
        choices=all_or(_("With or without people"), [("some", _("With people")), ("none", _("Nobody yet"))]),
    )
    archives = forms.BooleanField(label=_("Archived"), required=False)

    @property
    def filters(self) -> MemberFilters:
        said = self.said
        return MemberFilters(
            text=said.get("q", ""),
            family=said.get("famille", ""),
            region=said.get("region", ""),
            people=said.get("personnes", ""),
            archived=bool(said.get("archives")),
        )


class _OrganisationForm(ServedForm):
    """Leaves the constraints of the table to the services, which say them in words."""

    # INSEE writes the number in groups of three.
    siren = forms.CharField(
        label="SIREN",
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Nine digits. It tells one organisation from another in every file."),
    )
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")

    def clean_siren(self) -> str:
        return "".join(str(self.cleaned_data["siren"]).split())


class MemberForm(_OrganisationForm):
    """All that the federation keeps of a member."""

    class Meta:
        model = Organisation
        fields = (
            "name", "legal_name", "siren", "family", "department", "address", "postcode", "city",
            "website", "email", "phone", "dwellings", "external_id",
        )  # fmt: skip
        widgets = {
            "address": forms.TextInput,
            "postcode": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "email": _("Its general mailbox: the invitation goes there as long as nobody acts for it."),
            "external_id": _("The number it has in your own files, if any."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].required = True

    def clean_external_id(self) -> str:
        """Refuse the identifier of another organisation."""
        identifier = str(self.cleaned_data["external_id"])
        others = Organisation.objects.filter(external_id=identifier).exclude(pk=self.instance.pk or 0)
        if identifier and (other := others.first()):
            raise forms.ValidationError(_("%(name)s has this identifier."), params={"name": other.name})
        return identifier


class _DepartmentsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Department) -> str:
        return f"{obj.name} ({obj.pk})"


class AssociationForm(_OrganisationForm):
    """A regional association and its territory; the new territory holds from the day given."""

    territory = _DepartmentsField(
        Department.objects.all(),
        label=_("Departments"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The association decides on the events of the members that have their seat there."),
    )
    since = forms.DateField(
        label=_("From the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: since always. A day: until the day before, the old territory holds."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "legal_name", "siren", "department", "email", "phone", "website")
        help_texts = {"department": _("Where it has its seat.")}

    def clean_territory(self) -> list[str]:
        """Refuse a department that another association holds: one decides, not two."""
        codes = [department.pk for department in self.cleaned_data["territory"]]
        own = self.instance if self.instance.pk else None
        if held := holders_of(codes, own):
            told = ", ".join(f"{department} ({name})" for department, name in held.items())
            message = _("Another association holds: %(departments)s.")
            raise forms.ValidationError(message, params={"departments": told})
        return codes


class FamilyForm(forms.ModelForm):
    """A family; its code stays once members bear it."""

    class Meta:
        model = Family
        fields = ("code", "name", "name_en", "order")
        help_texts = {
            "code": _("Short, without accents or spaces, for files and addresses: oph, esh, coop-hlm."),
            "order": _("Its place in lists."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
