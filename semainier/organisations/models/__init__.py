"""Organisations of the network, the memberships of people, and merges of what was entered twice."""

from semainier.organisations.models.merging import (
    Merge,
    OrganisationMerge,
    OrganisationPair,
    Pair,
    PersonMerge,
    PersonPair,
    Reason,
)
from semainier.organisations.models.network import (
    Alias,
    AssociationTerritory,
    AssociationTerritoryQuerySet,
    Family,
    Organisation,
    OrganisationQuerySet,
    Succession,
)
from semainier.organisations.models.people import Invitation, Membership

__all__ = [
    "Alias",
    "AssociationTerritory",
    "AssociationTerritoryQuerySet",
    "Family",
    "Invitation",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationMerge",
    "OrganisationPair",
    "OrganisationQuerySet",
    "Pair",
    "PersonMerge",
    "PersonPair",
    "Reason",
    "Succession",
]
