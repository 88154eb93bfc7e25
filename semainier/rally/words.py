"""Criteria in words: for a page, and for the name of a sending without a kept segment."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition
from semainier.core.words import listing
from semainier.organisations.models import Family
from semainier.organisations.sizes import Size
from semainier.rally.criteria import NO_FAMILY, Choice, Criteria, Situation
from semainier.rally.queries.segments import LeftOut
from semainier.territories.models import Region

SEPARATOR = " · "


def choice_words(choice: Choice, edition: Edition) -> str:
    """Return a segment in one line: whom it takes in; without: whom it leaves out. At most two queries."""
    named = _names(choice)
    kept = SEPARATOR.join(_parts(choice.include, named))
    left_out = SEPARATOR.join(_parts(choice.exclude, named))
    if not left_out:
        return kept
    return _("%(kept)s – without: %(left_out)s") % {
        "kept": kept or _("Everybody on the list"),
        "left_out": left_out,
    }


def reason_words(reasons: Iterable[LeftOut], choice: Choice) -> list[tuple[str, int]]:
    """Return why organisations are left out and how many for each reason. At most two queries."""
    named = _names(choice)
    exclude = choice.exclude
    told = []
    for reason in reasons:
        own = (
            Criteria.read({reason.field: [reason.value]})
            if reason.value
            else Criteria.read({reason.field: getattr(exclude, reason.field)})
        )
        told.append((" ".join(_parts(own, named)), reason.number))
    return told


Names = dict[str, dict[str, str]]


def _names(choice: Choice) -> Names:
    regions = {*choice.include.regions, *choice.exclude.regions}
    families = {*choice.include.families, *choice.exclude.families} - {NO_FAMILY}
    found: Names = {"regions": {}, "families": {NO_FAMILY: _("without a family")}}
    if regions:
        found["regions"] = dict(Region.objects.filter(pk__in=regions).values_list("pk", "name"))
    if families:
        found["families"] |= {family.pk: str(family) for family in Family.objects.filter(pk__in=families)}
    return found


def _parts(criteria: Criteria, named: Names) -> list[str]:
    """Return one phrase for each criterion that says something."""

    def words(values: Iterable[str], word: Callable[[str], str]) -> str:
        return listing([word(value) for value in values])

    return [
        *(
            [words(criteria.regions, lambda code: named["regions"].get(code, code))]
            if criteria.regions
            else []
        ),
        *(
            [words(criteria.families, lambda code: named["families"].get(code, code))]
            if criteria.families
            else []
        ),
        *([words(criteria.sizes, lambda code: str(Size(code).label).lower())] if criteria.sizes else []),
        *([words(criteria.states, _situation)] if criteria.states else []),
        *([_("not: %(what)s") % {"what": words(criteria.lacking, _situation)}] if criteria.lacking else []),
        *([_("tag: %(what)s") % {"what": words(criteria.tags, str)}] if criteria.tags else []),
    ]


def _situation(code: str) -> str:
    return str(Situation(code).label)
