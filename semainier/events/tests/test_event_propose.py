"""The region writes an event for a member; the member answers. Addresses: events:event_confirm, events:event_submit."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.queries.space import Act
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, MakeEvent, at, form_data, refusal
from semainier.organisations.models import Membership, Organisation

CONFIRMED = {"place_confirmed": "on"}


@pytest.fixture
def url(committed: Edition, org_a: Organisation) -> str:
    return reverse("events:event_propose", args=[org_a.pk, committed.slug])


@pytest.fixture
def desk(client_of: ClientOf, regina: User) -> Client:
    return client_of(regina)


@pytest.fixture
def proposed(desk: Client, url: str, committed: Edition) -> Event:
    desk.post(url, form_data(committed))
    return Event.objects.get()


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def kept() -> Event:
    return Event.objects.get()


def test_page_asks_for_an_event(desk: Client, url: str) -> None:
    page = page_of(desk.get(url))

    assert ("Proposer un événement à Habitat des Deux-Rives" in page, "[undefined" in page) == (True, False)
    assert ('value="draft"' in page, "Le proposer à l’organisme" in page) == (False, True)


def test_form_makes_a_proposal_and_says_who_is_asked(
    desk: Client, url: str, committed: Edition, regina: User
) -> None:
    response = desk.post(url, form_data(committed), follow=True)

    event = kept()
    assert response.redirect_chain == [(reverse("events:proposal_list"), 302)]
    assert (event.is_proposal, event.proposed_by, event.organisation.name) == (
        True,
        regina,
        "Habitat des Deux-Rives",
    )
    assert "un courriel demande à 1 personne de le confirmer" in page_of(response)


def test_without_anybody_to_write_to_one_calls(
    desk: Client, url: str, committed: Edition, org_a: Organisation
) -> None:
    Membership.objects.filter(organisation=org_a).update(ended_at=clock.now())
    Organisation.objects.filter(pk=org_a.pk).update(email="")

    assert "appelez" in page_of(desk.post(url, form_data(committed), follow=True))


def test_form_is_complete_or_comes_back(desk: Client, url: str, committed: Edition) -> None:
    response = desk.post(url, form_data(committed, description=""))

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"description"})


def test_half_an_event_cannot_be_proposed_as_a_draft(desk: Client, url: str, committed: Edition) -> None:
    response = desk.post(url, form_data(committed, description="", then="draft"))

    assert (refusal(response), Event.objects.count()) == ((422, "event.incomplete"), 0)


def test_form_takes_several_dates(desk: Client, url: str, committed: Edition) -> None:
    response = desk.post(url, form_data(committed, dates="add"))

    assert (response.status_code, len(response.context["form"].lines)) == (200, 2)


def test_before_the_charter_the_page_says_so(desk: Client, url: str, committed: Edition) -> None:
    Commitment.objects.update(withdrawn_at=clock.now())

    page = page_of(desk.get(url))
    answer = refusal(desk.post(url, form_data(committed)))

    assert ("La charte vient d’abord" in page, 'name="title"' in page) == (True, False)
    assert (answer, Event.objects.count()) == ((409, "event.not_committed"), 0)


@pytest.mark.parametrize(("who", "answer"), [("alice", 403), ("bob", 403), ("charlie", 403), ("fede", 200)])
def test_who_may_open_the_form(request: Any, client_of: ClientOf, url: str, who: str, answer: int) -> None:
    assert client_of(request.getfixturevalue(who)).get(url).status_code == answer


def test_organisation_outside_the_territory_is_unknown(
    desk: Client, committed: Edition, org_b: Organisation
) -> None:
    assert desk.get(reverse("events:event_propose", args=[org_b.pk, committed.slug])).status_code == 404


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.FROZEN])
def test_phase_that_takes_no_event_says_so(desk: Client, url: str, phase: Phase) -> None:
    Edition.objects.update(phase=phase)

    assert refusal(desk.get(url)) == (409, "edition.phase")


def test_member_finds_it_first_in_her_list_and_in_her_space(
    client: Client, make_event: MakeEvent, proposed: Event
) -> None:
    make_event(title="Plus tôt", starts_at=proposed.starts_at - dt.timedelta(days=1))

    cards = client.get(reverse("events:event_list")).context["cards"]
    space = page_of(client.get("/espace/"))

    assert [(card.event.title, card.word) for card in cards] == [
        (proposed.title, "À confirmer"),
        ("Plus tôt", "Brouillon"),
    ]
    assert "Confirmez un événement préparé par votre région" in space
    assert f'href="{at("events:event_detail", proposed)}"' in space


def test_member_may_confirm_change_or_decline(client: Client, proposed: Event) -> None:
    response = client.get(at("events:event_detail", proposed))

    standing, page = response.context["standing"], page_of(response)
    assert standing.acts == {Act.CONFIRM, Act.EDIT, Act.SUBMIT, Act.LINK}
    assert "Préparé par Regina" in page
    assert all(at(f"events:event_{act}", proposed) in page for act in ("confirm", "decline", "edit"))


@pytest.mark.parametrize("name", ["events:event_confirm", "events:event_submit"])
def test_confirmed_as_it_is_it_is_in_the_programme(client: Client, proposed: Event, name: str) -> None:
    response = client.post(at(name, proposed), CONFIRMED, follow=True)

    assert (kept().moderation, kept().confirmed_at) == (Moderation.PUBLISHED, clock.now())
    assert "est au programme" in page_of(response)


def test_changed_then_confirmed_it_goes_to_the_region(
    client: Client, proposed: Event, committed: Edition
) -> None:
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        client.post(at("events:event_edit", proposed), form_data(committed, title="Un verger"))
        response = client.post(at("events:event_confirm", proposed), CONFIRMED, follow=True)

    assert kept().moderation == Moderation.SUBMITTED
    assert "La région répond" in page_of(response)


def test_place_is_confirmed_with_it(client: Client, proposed: Event) -> None:
    response = client.post(at("events:event_confirm", proposed), {})

    assert (response.status_code, kept().is_proposal) == (422, True)


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("regina", 403)])
def test_who_may_confirm(
    *, request: Any, client_of: ClientOf, proposed: Event, who: str, answer: int
) -> None:
    client = client_of(request.getfixturevalue(who))

    assert client.post(at("events:event_confirm", proposed), CONFIRMED).status_code == answer


def test_event_that_was_not_proposed_is_not_confirmed(client: Client, make_event: MakeEvent) -> None:
    assert refusal(client.post(at("events:event_confirm", make_event()), {})) == (409, "event.not_proposed")


@pytest.mark.parametrize(("who", "seen"), [("regina", 200), ("charlie", 404), ("fede", 200)])
def test_who_sees_a_proposal(request: Any, client_of: ClientOf, proposed: Event, who: str, seen: int) -> None:
    client = client_of(request.getfixturevalue(who))

    assert client.get(at("events:event_detail", proposed)).status_code == seen


def test_region_no_longer_sees_it_once_it_is_a_draft_of_the_member(
    client: Client, desk: Client, proposed: Event
) -> None:
    client.post(at("events:event_decline", proposed), {"words": ""})
    after = desk.get(at("events:event_detail", proposed)).status_code
    client.post(at("events:event_reopen", proposed))

    assert (after, desk.get(at("events:event_detail", proposed)).status_code) == (200, 404)
