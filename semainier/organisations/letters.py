"""The same mail to several people, each in her language, with the address of a page in it."""

from collections.abc import Iterable
from typing import Any, Protocol

from semainier.mailings.services import queue_template_mail


class AddressOf(Protocol):
    """What gives the address of a page in a language."""

    def __call__(self, *, language: str) -> str: ...


def write_to(
    readers: Iterable[tuple[str, str, str]], *, url: AddressOf, context: dict[str, Any], **mail: Any
) -> int:
    """Queue a template mail to each reader, as `contacts_of` gives them; return how many.

    The template knows `url` beside the context; `mail` is what `queue_template_mail` takes. One INSERT for each.
    """
    written = 0
    for email, name, language in readers:
        queue_template_mail(
            to_email=email,
            to_name=name,
            language=language,
            context={**context, "url": url(language=language)},
            **mail,
        )
        written += 1
    return written
