"""How names of places are compared, and what regions were called. Standard library only: the build script reads this file too."""

import datetime as dt
import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SHORT_FORMS = {"st": "saint", "ste": "sainte"}
_ARTICLES = {"l", "le", "la", "les"}
# Regions that changed their name and kept their code: the old name and its last day.
# Centre: law n° 2015-29 of 16 January 2015, published on the 17th.
FORMER_NAMES = {"24": ("Centre", dt.date(2015, 1, 16))}


def plain(text: str) -> str:
    """Return the words in small letters without accents, hyphens or apostrophes; "St" is read as "Saint"."""
    letters = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9]+", bare))


def search_key(text: str) -> str:
    """Return the plain name without its article, so that "Havre" and "le Havre" find the same commune."""
    words = plain(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def region_name(code: str, name: str, on: dt.date) -> str:
    """Return what the region was called on that day; `name` is what it is called since its last change."""
    former, last_day = FORMER_NAMES.get(code, (name, on))
    return former if on <= last_day else name
