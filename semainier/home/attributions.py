"""Whose work Semainier stands on: data of the territories, typefaces, programs."""

from django.utils.translation import gettext_lazy as _

from semainier.territories.attributions import ATTRIBUTIONS, Attribution

_WORKS = [
    Attribution(
        "Bricolage Grotesque",
        _("The typeface of headings."),
        "SIL Open Font License 1.1",
        "https://github.com/ateliertriay/bricolage",
        "https://openfontlicense.org/",
    ),
    Attribution(
        "Source Sans 3",
        _("The typeface of printed reports."),
        "SIL Open Font License 1.1",
        "https://github.com/adobe-fonts/source-sans",
        "https://openfontlicense.org/",
    ),
    Attribution(
        "Leaflet",
        _("Draws the map."),
        "BSD-2-Clause",
        "https://leafletjs.com/",
        "https://opensource.org/license/bsd-2-clause",
    ),
    Attribution(
        "Django",
        _("The framework of the site."),
        "BSD-3-Clause",
        "https://www.djangoproject.com/",
        "https://opensource.org/license/bsd-3-clause",
    ),
]


def attributions_of() -> list[Attribution]:
    """Return the sources of data, then the works. No query."""
    return [*ATTRIBUTIONS, *_WORKS]
