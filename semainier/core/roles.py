"""The roles as plain data: a name, a sentence for humans, permissions, where the role can be held."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.core.permissions import Permission as P


class Place(StrEnum):
    """The kind of organisation in which a role is held, and so how far its permissions reach."""

    FEDERATION = "federation"  # reaches the whole federation
    REGIONAL = "regional"  # reaches the departments of the association's territory
    MEMBER = "member"  # reaches the organisation itself


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    name: str | Promise
    sentence: str | Promise
    place: Place
    permissions: frozenset[P]


_COMMUNICATOR = frozenset({P.SPACE_VIEW, P.EVENT_VIEW, P.EVENT_DECLARE, P.OUTCOME_GIVE})
_REFERENT = _COMMUNICATOR | {P.COMMITMENT_SIGN, P.ORGANISATION_EDIT, P.PEOPLE_MANAGE}
_COORDINATOR = frozenset(
    {
        P.SPACE_VIEW,
        P.EVENT_VIEW,
        P.EVENT_MODERATE,
        P.EVENT_PROPOSE,
        P.TRUST_MANAGE,
        P.PARTICIPATION_VIEW,
        P.RALLY_SEND,
        P.HELP_ANSWER,
        P.REPORT_VIEW,
        P.ORGANISATION_EDIT,
        P.PEOPLE_MANAGE,
    }
)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "head",
            _("Head office"),
            _("Runs the editions and sees everything in the federation."),
            Place.FEDERATION,
            frozenset(P),
        ),
        Role(
            "coordinator",
            _("Regional coordinator"),
            _("Moderates the events of a territory and follows its organisations."),
            Place.REGIONAL,
            _COORDINATOR,
        ),
        Role(
            "director",
            _("Director or president"),
            _("Commits the organisation and sees all it does."),
            Place.MEMBER,
            _REFERENT,
        ),
        Role(
            "referent",
            _("Referent"),
            _("Commits the organisation, declares its events and invites colleagues."),
            Place.MEMBER,
            _REFERENT,
        ),
        Role(
            "communicator",
            _("Communicator"),
            _("Declares the events of the organisation and tells how they went."),
            Place.MEMBER,
            _COMMUNICATOR,
        ),
    )
}


def roles_at(place: Place) -> list[Role]:
    return [role for role in ROLES.values() if role.place == place]


def codes_with(permission: P, place: Place) -> list[str]:
    """Return the codes of the roles of a kind of organisation that hold a permission."""
    return [role.code for role in roles_at(place) if permission in role.permissions]
