"""A network that can be counted by hand: five organisations on the list, four of Alice's region."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.organisations.models import Family, Organisation
from semainier.rally.tests.factories import list_all, make_member


@dataclass(frozen=True)
class Network:
    """Gironde: A (Alice, Bob), bare (nobody), box (a mailbox). Landes: small. Nord: B (Charlie)."""

    edition: Edition
    a: Organisation
    b: Organisation
    bare: Organisation
    box: Organisation
    small: Organisation


@pytest.fixture
def people(alice: User, bob: User, charlie: User) -> None:
    """Two people act for A, one for B."""


@pytest.fixture
def network(edition: Edition, org_a: Organisation, org_b: Organisation, people: None) -> Network:
    """Five silent organisations on the list of the edition."""
    coop = Family.objects.create(code="coop", name="Coopérative", order=1)
    Organisation.objects.filter(pk=org_a.pk).update(dwellings=6_000)
    Organisation.objects.filter(pk=org_b.pk).update(dwellings=20_000)
    bare = make_member("Logis Nu", dwellings=900, family=coop)
    box = make_member("Logis Boîte", dwellings=1_000, email="Accueil@boite.example", family=coop)
    small = make_member("Logis Petit", department="40", dwellings=None, email="petit@petit.example")
    list_all(edition, [org_a, org_b, bare, box, small])
    return Network(edition, org_a, org_b, bare, box, small)


@pytest.fixture
def head(fede: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(fede)


@pytest.fixture
def desk(regina: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(regina)
