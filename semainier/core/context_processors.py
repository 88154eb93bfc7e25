"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the frame its settings; costs no query."""
    return {"DEMO": settings.DEMO, "SITE_URL": settings.SEMAINIER_URL, "site_room": "public"}
