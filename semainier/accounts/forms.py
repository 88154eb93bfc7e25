"""Forms of a person's own page and of her passkeys."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.accounts.devices import device
from semainier.accounts.models import User

LONGEST_KEY_NAME = 60


class ProfileForm(forms.ModelForm):
    """What a person says of herself."""

    class Meta:
        model = User
        fields = ("name", "phone", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }


@contextmanager
def no_key_is_no_failure() -> Iterator[None]:
    """Refuse in words what was never made by a device: the reader of keys stumbles over a part that is missing."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key; it always opens a session by itself, so the page does not ask."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("To tell your passkeys apart: the device it is on, for instance."),
        required=False,
        max_length=LONGEST_KEY_NAME,
    )
    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.CheckboxInput({"hidden": True})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if name := device(context.request.headers.get("User-Agent", "")):
            kwargs["initial"] = {"name": name, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_passwordless(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        with no_key_is_no_failure():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """What a device answers on the sign-in page."""

    def clean_credential(self) -> Authenticator:
        with no_key_is_no_failure():
            return super().clean_credential()


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_KEY_NAME)
