"""The cast and the scenery of the tests: three organisations, an open edition, a clock that stands still."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from semainier.accounts.models import User
from semainier.campaigns.models import Campaign, Edition
from semainier.campaigns.services.editions import (
    create_edition,
    publish_charter,
    set_current,
    set_phase,
    set_themes,
)
from semainier.campaigns.services.members import commit_organisation, list_members
from semainier.core import clock
from semainier.core.roles import Place
from semainier.events.models import Event
from semainier.events.queries import counts
from semainier.events.services.declare import create_event
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import create_organisation, set_territory
from semainier.organisations.services.people import add_member
from semainier.organisations.siren import complete
from semainier.territories.models import Commune, Department
from semainier.territories.tests.factories import load_small_france

PARIS = clock.PARIS
NOW = dt.datetime(2026, 5, 20, 10, 0, tzinfo=PARIS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow files, so that processes side by side end at the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[dt.datetime]:
    """Hold the clock at 20 May 2026, 10:00 in Paris; a test moves it with `clock.at`."""
    with clock.at(NOW):
        yield NOW


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Begin in French, whatever language the page of the test before left behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Forget the counts of the programme: what is rolled back after a test leaves its keys to the next."""
    counts.MEMORY.clear()


@pytest.fixture
def france(db: None) -> None:
    load_small_france()


@pytest.fixture
def family(db: None) -> Family:
    return Family.objects.create(
        code="oph", name="Office public de l’habitat", name_en="Public housing office"
    )


@pytest.fixture
def federation(france: None) -> Organisation:
    return create_organisation(kind=Place.FEDERATION, name="Union sociale pour l’habitat", by=None)


@pytest.fixture
def association(federation: Organisation) -> Organisation:
    made = create_organisation(
        kind=Place.REGIONAL,
        name="AROSHA",
        department=Department.objects.get(code="33"),
        email="arosha@arosha.example",
        by=None,
    )
    set_territory(association=made, departments=["24", "33", "40", "47", "64"], by=None)
    return made


@pytest.fixture
def org_a(association: Organisation, family: Family) -> Organisation:
    return create_organisation(
        name="Habitat des Deux-Rives", legal_name="Office public de l’habitat des Deux-Rives", siren=complete("00012345"),
        family=family, department=Department.objects.get(code="33"), city="Lormont", email="contact@deux-rives.example", by=None,
    )  # fmt: skip


@pytest.fixture
def org_b(association: Organisation, family: Family) -> Organisation:
    return create_organisation(
        name="Le Toit des Flandres", siren=complete("00054321"), family=family,
        department=Department.objects.get(code="59"), city="Lille", email="contact@flandres.example", by=None,
    )  # fmt: skip


def _person(name: str, organisation: Organisation, role: str) -> User:
    user = User(email=f"{name.lower()}@{organisation.pk}.example", name=name)
    user.set_unusable_password()
    user.save()
    add_member(organisation=organisation, user=user, role=role, by=None)
    return user


@pytest.fixture
def alice(org_a: Organisation) -> User:
    """Referent of organisation A."""
    return _person("Alice", org_a, "referent")


@pytest.fixture
def bob(org_a: Organisation) -> User:
    """Communicator of organisation A: declares, does not commit."""
    return _person("Bob", org_a, "communicator")


@pytest.fixture
def charlie(org_b: Organisation) -> User:
    """Referent of organisation B: must see nothing of A."""
    return _person("Charlie", org_b, "referent")


@pytest.fixture
def regina(association: Organisation) -> User:
    """Coordinator of the association whose territory holds A."""
    return _person("Regina", association, "coordinator")


@pytest.fixture
def fede(federation: Organisation) -> User:
    """Head office."""
    return _person("Fede", federation, "head")


@pytest.fixture
def edition(federation: Organisation) -> Edition:
    """An open, current edition: nine days from Saturday 6 June 2026, three themes, a charter."""
    campaign = Campaign.objects.create(
        name="Semaine nationale des Hlm", name_en="National Social Housing Week"
    )
    made = create_edition(
        campaign=campaign, slug="semaine-2026", name="Semaine nationale des Hlm 2026", headline="Habiter mieux",
        starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14), by=None,
    )  # fmt: skip
    set_themes(
        edition=made,
        themes=[
            {"slug": "vivre-ensemble", "name": "Bien vivre ensemble", "name_en": "Living well together"},
            {
                "slug": "developpement-durable",
                "name": "Développement durable",
                "name_en": "Sustainable development",
            },
            {"slug": "patrimoine", "name": "Patrimoine", "name_en": "Heritage"},
        ],
        by=None,
    )
    publish_charter(edition=made, text="Nous ouvrons nos portes.\n\nNous racontons ensuite.", by=None)
    set_current(edition=made, by=None)
    return set_phase(edition=made, phase="open", by=None)


@pytest.fixture
def committed(edition: Edition, org_a: Organisation, alice: User) -> Edition:
    """The edition, which organisation A has joined."""
    list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 1, 1), by=None)
    commit_organisation(
        edition=edition, organisation=org_a, signer_role="Référente", by=alice, charter_version=1
    )
    return edition


@pytest.fixture
def make_event(committed: Edition, org_a: Organisation) -> Callable[..., Event]:
    """Return a function that writes a complete draft of organisation A: Sunday 7 June, 10:00 to 12:00, Lormont."""

    def make(**fields: Any) -> Event:
        values = {
            "title": "Un jardin partagé", "description": "Les habitants ouvrent leur jardin.", "theme": committed.themes.first(),
            "starts_at": dt.datetime(2026, 6, 7, 10, 0, tzinfo=PARIS), "ends_at": dt.datetime(2026, 6, 7, 12, 0, tzinfo=PARIS),
            "venue": "Jardin du bâtiment C", "city": "Lormont", "commune": Commune.objects.get(code="33249"),
            "place_confirmed_at": clock.now(), **fields,
        }  # fmt: skip
        if "sessions" in fields:
            del values["starts_at"], values["ends_at"]
        organisation = values.pop("organisation", org_a)
        return create_event(
            edition=values.pop("edition", committed), organisation=organisation, by=None, **values
        )

    return make


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a function that gives the signed-in client of a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
