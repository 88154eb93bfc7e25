"""Whom to keep and whom to leave out, read from an address or a form; the name of a segment."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.organisations.access import Reach
from semainier.organisations.sizes import Size
from semainier.rally.criteria import NAMES, NO_FAMILY, PREFIX, Choice, Criteria, Situation
from semainier.rally.queries.segments import families_within, regions_within, tag_names

LABELS = {
    "regions": _("Regions"),
    "families": _("Families"),
    "sizes": _("Size"),
    "states": _("What they did"),
    "lacking": _("What they did not do"),
    "tags": _("Tags"),
}
# By what organisations may be left out: what they did not do is said by taking in those who did.
LEAVING_OUT = ("regions", "families", "sizes", "states", "tags")


class CriteriaForm(forms.Form):
    """The criteria of a segment. A value that the edition does not have is left out, so that old links work."""

    def __init__(self, *args: Any, edition: Edition, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = choices_of(edition, reach)
        for name in NAMES:
            self.fields[NAMES[name]] = _Many(choices[name], LABELS[name])
        for name in LEAVING_OUT:
            self.fields[PREFIX + NAMES[name]] = _Many(choices[name], LABELS[name])

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        self.is_valid()
        said = self.cleaned_data
        include = Criteria.read({name: said.get(NAMES[name], ()) for name in NAMES})
        exclude = Criteria.read({name: said.get(PREFIX + NAMES[name], ()) for name in LEAVING_OUT})
        return Choice(include, exclude)

    def taking_in(self) -> Iterator[BoundField]:
        """Yield the fields that say whom to keep; one without choices is left out."""
        return self._shown(NAMES[name] for name in NAMES)

    def leaving_out(self) -> Iterator[BoundField]:
        """Yield the fields that say whom to leave out; one without choices is left out."""
        return self._shown(PREFIX + NAMES[name] for name in LEAVING_OUT)

    def _shown(self, names: Iterator[str]) -> Iterator[BoundField]:
        return (self[name] for name in names if self.fields[name].choices)  # type: ignore[attr-defined]


class SegmentForm(CriteriaForm):
    """A segment: its name and its criteria."""

    nom = forms.CharField(label=_("Name"), max_length=80)

    field_order = ("nom",)


class _Many(forms.MultipleChoiceField):
    """Several values; what is no choice is dropped instead of refused."""

    def __init__(self, choices: Any, label: Any) -> None:
        widget = forms.CheckboxSelectMultiple()
        super().__init__(choices=choices, label=label, required=False, widget=widget)

    def clean(self, value: Any) -> list[str]:
        choices: Any = self.choices
        known = {str(code) for code, _word in choices}
        return [one for one in dict.fromkeys(value or ()) if one in known]


def choices_of(edition: Edition, reach: Reach) -> dict[str, list[tuple[str, Any]]]:
    """Return the values of each criterion within reach, with their words. Three queries."""
    families = [(family.pk, str(family)) for family in families_within(edition, reach)]
    states = list(Situation.choices)
    return {
        "regions": [(region.pk, region.name) for region in regions_within(edition, reach)],
        "families": [*families, (NO_FAMILY, _("Without a family"))] if families else [],
        "sizes": list(Size.choices),
        "states": states,
        "lacking": states,
        "tags": [(tag, tag) for tag in tag_names(reach)],
    }
