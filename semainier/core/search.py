"""Text made comparable: lower case, without accents, hyphens and apostrophes as spaces."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Return `text` in lower case ASCII letters and digits, words parted by one space ("L’Haÿ" gives "l hay")."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return _SEPARATORS.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()
