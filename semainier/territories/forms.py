"""What a person types to find a commune."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommuneSearchForm(forms.Form):
    """The query of the suggestions; the bounds keep a long text from costing the database."""

    q = forms.CharField(label=_("Commune or postcode"), min_length=1, max_length=80)
