"""Whose data this app stands on, for the page of attributions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source: who, what of theirs is used, under which licence, with both addresses."""

    source: str
    used_for: str | Promise
    licence: str | Promise
    source_url: str
    licence_url: str


_OPEN_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"

ATTRIBUTIONS: list[Attribution] = [
    Attribution(
        "Insee",
        _("Official codes and names of communes, departments and regions; legal populations."),
        _("Open Licence (Licence Ouverte) 2.0"),
        "https://www.insee.fr/fr/information/2560452",
        _OPEN_LICENCE,
    ),
    Attribution(
        "Etalab – Découpage administratif",
        _("The same codes gathered with postcodes (La Poste) and intercommunal bodies (DGCL)."),
        _("Open Licence (Licence Ouverte) 2.0"),
        "https://github.com/etalab/decoupage-administratif",
        _OPEN_LICENCE,
    ),
    Attribution(
        "GeoNames",
        _("Centres of communes, joined to the official codes by name and department."),
        "CC BY 4.0",
        "https://www.geonames.org/",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    Attribution(
        "Natural Earth",
        _("Outlines of the departments, simplified."),
        _("Public domain"),
        "https://www.naturalearthdata.com/",
        "https://www.naturalearthdata.com/about/terms-of-use/",
    ),
]
