"""What the frame of a desk page names: for whom one works, and the edition whose colours it wears."""

from typing import Any

from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition
from semainier.core.http import SignedInRequest
from semainier.organisations.access import desk_organisation


def frame(request: SignedInRequest, edition: Edition | None = None) -> dict[str, Any]:
    """Return organisation and edition of a page, the current edition unless given. At most two queries."""
    return {"organisation": desk_organisation(request.user), "edition": edition or current_edition()}
