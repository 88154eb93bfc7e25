"""The small words of French in front of invented names, and the filling of gaps in invented texts."""

import re
from collections.abc import Mapping

from semainier.core.search import normalise
from semainier.core.typography import typo

# Names that want an article inside a sentence, by their first word.
_ARTICLES = {
    "OPH": "l’",
    "SACICAP": "la ",
    "SA": "la ",
    "Coopérative": "la ",
    "Société": "la ",
    "Union": "l’",
}
_SENTENCE = re.compile(r"(^|[.?] |\n)([a-zà-ÿ])")


def at_town(name: str) -> str:
    """Return « à Lormont », « au Havre », « aux Ulis »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"


def named(name: str) -> str:
    """Return the name as the subject of a sentence: « l’OPH du Val », « le Toit » stays as it is written."""
    return _ARTICLES.get(name.split(maxsplit=1)[0], "") + name


def of(name: str) -> str:
    """Return « d’Aubrelle », « de Cendrac », « du Logis de Cendrac », « de l’OPH du Val »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    if name.split(maxsplit=1)[0] in _ARTICLES:
        return f"de {named(name)}"
    elided = normalise(name)[:1] in "aeiouy" or name.startswith("Habitat")
    return f"d’{name}" if elided else f"de {name}"


def fill(text: str, gaps: Mapping[str, object]) -> str:
    """Fill the gaps of a text, then set capitals and French typography."""
    filled = text.replace("de {org}", "{of_org}").replace("de {city}", "{of_city}").format_map(gaps)
    return typo(_SENTENCE.sub(lambda found: found[1] + found[2].upper(), filled.strip()))
