"""Public addresses of pages, as mails, feeds and structured data give them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def absolute_url(name: str, *args: Any, language: str = "fr", **kwargs: Any) -> str:
    """Return the full address of a page in a language; the host is that of SEMAINIER_URL."""
    with translation.override(language):
        return str(settings.SEMAINIER_URL + reverse(name, args=args, kwargs=kwargs))
