"""Forms of a person's own page."""

from django import forms

from semainier.accounts.models import User


class ProfileForm(forms.ModelForm):
    """What a person says of herself."""

    class Meta:
        model = User
        fields = ("name", "phone", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
