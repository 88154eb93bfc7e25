"""A picture inside a form: with its credit and right of use, and not lost when the rest has errors."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.core.pictures import PictureField, keep_picture, kept_picture


class PictureForm(forms.Form):
    """Fields of a picture: cleaned, it is a new picture, None, or False when it goes."""

    picture = PictureField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, 10 MB at most. Place and device are removed from it."),
    )
    picture_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    picture_remove = forms.BooleanField(label=gettext_lazy("Remove this picture"), required=False)
    picture_credit = forms.CharField(
        label=gettext_lazy("Credit"), max_length=120, help_text=gettext_lazy("Who took it.")
    )
    picture_rights = forms.BooleanField(
        label=gettext_lazy("We may use this picture, and the people on it agree"), required=False
    )

    # The words that a picture needs; the last two are checked here and not by the field.
    words_of_picture: tuple[str, ...] = ("picture_credit", "picture_rights")
    saved_picture: FieldFile | None = None  # the one that is kept with the event already
    shows_saved = True  # whether who fills in the form may open its file

    def clean(self) -> dict[str, Any]:
        """Take the new picture, else the one put aside at the last try."""
        values: dict[str, Any] = super().clean() or {}
        word = values.get("picture_kept", "")
        if values.get("picture_remove"):
            values["picture"] = values.get("picture") or False
        elif "picture" not in self.errors and not values.get("picture") and word:
            values["picture"] = kept_picture(word)
            if values["picture"] is None:
                self.add_error("picture", _("The picture could not be kept. Choose it again."))
        return values

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors:
            self.put_picture_aside()

    def put_picture_aside(self, **others: str) -> None:
        """Keep the picture that was just sent for the form shown again, and set other values of it."""
        if not isinstance(self.data, QueryDict) or not hasattr(self, "cleaned_data"):
            return
        picture = self.cleaned_data.get("picture")
        data = self.data.copy()
        data["picture_kept"] = keep_picture(picture) if isinstance(picture, ContentFile) else ""
        for name, value in others.items():
            data[name] = value
        self.data = data

    @property
    def picture_aside(self) -> str:
        """Return the word of the picture that waits, for its address; empty without one."""
        return str(self.data.get("picture_kept", "")) if self.is_bound else ""

    def check_words_of_picture(self, values: dict[str, Any]) -> None:
        """Ask for the words that must go with a picture; all of them or it is not shown."""
        picture = values.get("picture")
        if not picture and (not self.saved_picture or picture is False):
            return
        for name in self.words_of_picture:
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _WANTED[name])


_WANTED = {
    "picture_alt": gettext_lazy("Say what the picture shows, for who cannot see it."),
    "picture_credit": gettext_lazy("Say who took the picture."),
    "picture_rights": gettext_lazy("Without the right of use the picture cannot be shown."),
}
