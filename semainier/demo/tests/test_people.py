import pytest
from django.conf import LazySettings
from django.test import Client

from semainier.accounts.models import User
from semainier.demo.models import DemoMark, DemoPerson, Stage
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, submit_event
from semainier.events.services.outcomes import ask_outcome, outcome_token
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person

URL = "/demo/personnes/"


def test_people_shows_who_may_be_played(client: Client, played: DemoMark) -> None:
    page = client.get(URL).content.decode()

    assert [name in page for name in ("Alice", "Regina", "Fede", "Bob")] == [True, True, True, False]
    assert "Habitat des Deux-Rives" in page
    assert page.count('action="/demo/personnes/') == 3
    assert "[undefined" not in page


def test_people_is_for_the_demonstration_only(
    client: Client, played: DemoMark, settings: LazySettings
) -> None:
    settings.DEMO = False

    assert client.get(URL).status_code == 404


def test_people_needs_the_mark(client: Client, demo_mode: None, db: None) -> None:
    assert client.get(URL).status_code == 404


def test_people_leaves_out_who_has_nothing_to_do(client: Client, played: DemoMark) -> None:
    DemoMark.objects.update(stage=Stage.COUNTING)

    page = client.get(URL).content.decode()

    assert ("Alice" in page, "Regina" in page) == (False, True)


def test_people_says_who_one_is(client: Client, played: DemoMark, alice: User) -> None:
    client.force_login(alice)

    assert "Vous êtes Alice." in client.get(URL).content.decode()


def test_people_leads_to_the_mails_of_the_invited(
    client: Client, played: DemoMark, org_a: Organisation
) -> None:
    invite_person(organisation=org_a, email="nina@deux-rives.example", role="communicator", by=None)

    assert "/demo/courriels/?a=nina%40deux-rives.example" in client.get(URL).content.decode()


def test_people_leads_to_an_outcome_that_waits(
    client: Client, played: DemoMark, make_event: type[Event]
) -> None:
    event = make_event()
    submit_event(event=event, by=None)
    publish_event(event=event, by=None)
    ask_outcome(event=event)

    assert f"/resultat/{outcome_token(event)}/" in client.get(URL).content.decode()


def test_people_in_english(client: Client, played: DemoMark) -> None:
    page = client.get(f"/en{URL}").content.decode()

    assert "Who would you like to be?" in page
    assert "Qui voulez-vous" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_people_costs_the_same(
    client: Client, played: DemoMark, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    DemoPerson.objects.exclude(pk__in=list(DemoPerson.objects.values_list("pk", flat=True)[:count])).delete()

    with django_assert_num_queries(6):
        client.get(URL)
