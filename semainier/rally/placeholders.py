"""The words in braces of a message: which there are, whether a text uses others, how they are filled in."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Closed: a text is refused that uses another.
PLACEHOLDERS: dict[str, str | Promise] = {
    "organisation": gettext_lazy("the organisation, or all of them when the person acts for several"),
    "person": gettext_lazy("the name of the person; for a mailbox that of the organisation"),
    "edition": gettext_lazy("the name of the edition"),
    "days_left": gettext_lazy("how many days are left, in words"),
    "commit_link": gettext_lazy("the link to join, on a line of its own"),
    "declare_link": gettext_lazy("the link to declare an event, on a line of its own"),
    "region": gettext_lazy("the region of the organisation"),
    "signature": gettext_lazy("who sends it"),
    "events": gettext_lazy("the drafts or events in question, each with its link, on lines of their own"),
}
_BRACES = re.compile(r"\{([^{}\n]*)\}")


def check_placeholders(text: str) -> None:
    """Refuse a text that uses a placeholder that does not exist; the sentence names it and lists those that do."""
    unknown = [name for name in dict.fromkeys(_BRACES.findall(text)) if name not in PLACEHOLDERS]
    if not unknown:
        return
    raise ValidationError(
        _("%(unknown)s does not exist. You can use: %(known)s."),
        code="placeholder",
        params={
            "unknown": ", ".join(f"{{{name}}}" for name in unknown),
            "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
        },
    )


def uses(text: str, name: str) -> bool:
    return f"{{{name}}}" in text


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled in, once: what a value holds in braces stays as it is."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)
