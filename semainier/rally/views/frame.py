"""What every page of the reminders names: edition, house, which other editions there are."""

from typing import Any

from semainier.campaigns.models import Edition
from semainier.core.http import SignedInRequest
from semainier.staff.frame import frame


def rally_frame(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    """Return the frame of a page about an edition, with the editions to choose from. At most three queries."""
    return {**frame(request, edition), "editions": list(Edition.objects.only("slug", "name", "starts_on"))}
