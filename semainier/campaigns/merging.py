"""One line on each member list, one commitment to each edition: the survivor’s, with what the other one’s adds."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import ListedMember
from semainier.core.merging import Handler, How, Kind


def combine_lines(kept: ListedMember, gone: ListedMember) -> dict[str, Any]:
    """Return what the survivor’s line takes over: it stood since the first day, and was asked as soon as one was."""
    left = [line.removed_on for line in (kept, gone) if line.removed_on is not None]
    removed_on = max(left) if len(left) == 2 else None  # noqa: PLR2004 -- both have left
    wanted = {
        "listed_on": min(kept.listed_on, gone.listed_on),
        "removed_on": removed_on,
        "invited_at": _earliest(kept.invited_at, gone.invited_at),
        "opened_at": _earliest(kept.opened_at, gone.opened_at),
        "followed_by_id": kept.followed_by_id or gone.followed_by_id,
    }
    return {name: value for name, value in wanted.items() if value != getattr(kept, name)}


def _earliest(one: Any, other: Any) -> Any:
    return min(one, other) if one and other else one or other


HANDLERS = [
    Handler(
        "campaigns.ListedMember",
        "organisation",
        Kind.ORGANISATION,
        How.MOVE,
        label=_("lines on member lists"),
        combine=combine_lines,
    ),
    Handler("campaigns.Commitment", "organisation", Kind.ORGANISATION, How.MOVE),
    Handler("campaigns.HelpRequest", "organisation", Kind.ORGANISATION, How.MOVE),
    Handler(
        "campaigns.ListedMember",
        "followed_by",
        Kind.PERSON,
        How.MOVE,
        label=_("organisations to follow up"),
    ),
    Handler(
        "campaigns.Commitment",
        "signed_by",
        Kind.PERSON,
        How.KEEP,
        why="Proof of who accepted the charter, under the name of that day.",
    ),
    Handler("campaigns.HelpRequest", "asked_by", Kind.PERSON, How.KEEP, why="Who asked asked."),
    Handler("campaigns.HelpRequest", "answered_by", Kind.PERSON, How.KEEP, why="Who answered answered."),
    Handler("campaigns.ContactNote", "by", Kind.PERSON, How.KEEP, why="Who was in touch was in touch."),
]
