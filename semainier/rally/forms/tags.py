"""A tag and the organisations that it is set on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.core.filters import FilterForm, all_or
from semainier.core.http import keys_in
from semainier.rally.services.kept import TAG_LENGTH, tag_of
from semainier.staff.forms.registry import family_choices, region_choices


class TagForm(forms.Form):
    """The word to set or to take off, and the rows that were ticked."""

    etiquette = forms.CharField(label=_("Tag"), max_length=TAG_LENGTH)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        ticked = data.getlist("choix") if data is not None else []
        self.chosen = keys_in(ticked)[:5_000]
        self.wants_all = data is not None and "tous" in data

    def clean_etiquette(self) -> str:
        return tag_of(self.cleaned_data["etiquette"])


class TaggedFilterForm(FilterForm):
    """Filters of the organisations to be tagged."""

    region = forms.ChoiceField(label=_("Region"), required=False, choices=region_choices)
    famille = forms.ChoiceField(label=_("Family"), required=False, choices=family_choices)
    avec = forms.ChoiceField(label=_("Tag"), required=False)

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["avec"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = all_or(_("With or without a tag"), [(tag, tag) for tag in tags])
