"""The form by which an organisation joins an edition."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommitmentForm(forms.Form):
    """Who signs, in which role, for which wording."""

    signer_role = forms.CharField(
        label=_("Your role in the organisation"),
        max_length=120,
        help_text=_("For instance: director, communication officer."),
    )
    accepted = forms.BooleanField(label=_("I accept this charter for my organisation"))
    version = forms.IntegerField(widget=forms.HiddenInput)
