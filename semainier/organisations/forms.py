"""Forms of an organisation and of its people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.core.roles import Place, roles_at
from semainier.organisations.models import Organisation


class OrganisationForm(forms.ModelForm):
    """What an organisation says of itself; SIREN, family and department are kept by the federation."""

    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ("name", "address", "postcode", "city", "website", "email", "phone", "dwellings")
        widgets = {
            "address": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "postcode": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        }


class ReferentForm(forms.Form):
    """Who will act for an organisation: named from its mailbox, or by who leaves."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("We send a link there: it proves that the address is right."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class InvitationForm(forms.Form):
    """Whom to invite, and in which role."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (role.code, _("%(name)s: %(sentence)s") % {"name": role.name, "sentence": role.sentence})
            for role in roles_at(place)
        ]
        self.initial.setdefault("role", roles_at(place)[-1].code)
