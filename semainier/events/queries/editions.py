"""Which edition a page of the desk speaks of."""

from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition


def editions_to_choose() -> list[Edition]:
    """Return the editions to choose from, the newest first. One query."""
    return list(Edition.objects.order_by("-starts_on", "-pk"))


def edition_of(slug: str) -> Edition | None:
    """Return the edition that an address names, else the current one. At most two queries."""
    named = Edition.objects.filter(slug=slug).first() if slug else None
    return named or current_edition()
