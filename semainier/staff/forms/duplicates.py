"""What the lists of duplicates and merges may be filtered by, and which pairs of a list were chosen."""

import re

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from semainier.core.filters import FilterForm, all_or
from semainier.core.merging import Kind
from semainier.organisations.merging.access import WORD_OF, WORDS
from semainier.organisations.models import Reason

_PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")


class KindFilterForm(FilterForm):
    """A search among organisations or among people."""

    genre = forms.ChoiceField(required=False, choices=[(word, word) for word in WORDS])

    @property
    def kind(self) -> Kind:
        return WORDS.get(self.said.get("genre", ""), Kind.ORGANISATION)

    @property
    def word(self) -> str:
        """Return the kind as it stands in addresses."""
        return WORD_OF[self.kind]

    @property
    def is_active(self) -> bool:
        """Whether the list is narrowed within its kind."""
        return any(value for name, value in self.said.items() if name != "genre")


class PairFilterForm(KindFilterForm):
    """The filters of the pairs."""

    motif = forms.ChoiceField(
        label=_("Reason"), required=False, choices=all_or(_("All reasons"), Reason.choices)
    )
    ecartes = forms.BooleanField(required=False)


def chosen_pairs(posted: QueryDict) -> list[tuple[int, int]]:
    """Return the pairs of keys that were chosen, written `12-15`; what is written otherwise is not found."""
    found = [_PAIR.fullmatch(value) for value in posted.getlist("paire")]
    if not all(found):
        raise Http404
    return [(int(one[1]), int(one[2])) for one in found if one]
