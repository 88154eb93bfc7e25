"""How names of places are compared. Standard library only: the build script reads this file too."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SHORT_FORMS = {"st": "saint", "ste": "sainte"}
_ARTICLES = {"l", "le", "la", "les"}


def plain(text: str) -> str:
    """Return the words in small letters without accents, hyphens or apostrophes; "St" is read as "Saint"."""
    letters = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9]+", bare))


def search_key(text: str) -> str:
    """Return the plain name without its article, so that "Havre" and "le Havre" find the same commune."""
    words = plain(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
