"""The members' space: one next action for every moment of a year, the drawers, the way to other rooms."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.core import clock
from semainier.events.models import Event, Held, Moderation
from semainier.events.services.moderation import publish_event, request_changes, submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.home.space import Do
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member

URL = "/espace/"
AFTER = dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)
ClientOf = Callable[[User], Client]
MakeEvent = Callable[..., Event]


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def opened(client: Client, query: str = "") -> Any:
    response = client.get(URL + query)
    assert response.status_code == 200
    assert "[undefined" not in response.content.decode()
    return response


def shown(client: Client) -> tuple[Do, list[str]]:
    """Return the action, and the place of each drawer (past, now or empty)."""
    space = opened(client).context["space"]
    return space.do, [drawer.place for drawer in space.drawers]


def test_first_the_organisation_joins(client: Client, edition: Edition, org_a: Organisation) -> None:
    assert shown(client) == (Do.JOIN, ["now", "", "", "", ""])
    assert (
        reverse("campaigns:commitment_sign", args=[org_a.pk, edition.slug]) in opened(client).content.decode()
    )


def test_communicator_does_not_sign_but_prepares(client_of: ClientOf, bob: User, edition: Edition) -> None:
    response = opened(client_of(bob))

    assert (response.context["space"].do, response.context["space"].can_sign) == (Do.JOIN, False)
    assert "/espace/evenements/nouveau/" in response.content.decode()


def test_then_it_declares(client: Client, committed: Edition) -> None:
    assert shown(client) == (Do.DECLARE, ["past", "now", "", "", ""])


def test_draft_is_completed(client: Client, make_event: MakeEvent) -> None:
    event = make_event()

    assert shown(client)[0] == Do.COMPLETE
    assert reverse("events:event_edit", args=[event.uid]) in opened(client).content.decode()


def test_change_that_is_asked_comes_before_a_draft(
    client: Client, make_event: MakeEvent, alice: User
) -> None:
    make_event(title="Brouillon")
    request_changes(event=submit_event(event=make_event(), by=alice), by=None, message="Précisez l’entrée.")

    response = opened(client)
    assert (response.context["space"].do, response.context["space"].asked) == (
        Do.CORRECT,
        "Précisez l’entrée.",
    )
    assert "Précisez l’entrée." in response.content.decode()


def test_submitted_event_is_waited_for(client: Client, make_event: MakeEvent, alice: User) -> None:
    submit_event(event=make_event(), by=alice)

    assert shown(client) == (Do.WAIT, ["past", "now", "", "", ""])


def test_outcome_is_told_on_the_spot(client: Client, make_event: MakeEvent, alice: User) -> None:
    event = publish_event(event=submit_event(event=make_event(), by=alice), by=None)
    Edition.objects.update(phase=Phase.WEEK)
    with clock.at(AFTER):
        response = opened(client)
        assert (response.context["space"].do, shown(client)[1]) == (Do.TELL, ["past", "past", "now", "", ""])
        assert (
            f'action="{reverse("events:outcome_edit", args=[event.uid])}?suite=espace"'
            in response.content.decode()
        )
        give_outcome(event=event, held=Held.YES, by=alice, attendance=60)

        assert shown(client)[0] == Do.WAIT


@pytest.mark.parametrize(
    ("phase", "do", "places"),
    [
        (Phase.PREPARATION, Do.WAIT, ["past", "", "", "", ""]),
        (Phase.COUNTING, Do.WAIT, ["past", "past", "past", "now", ""]),
        (Phase.FROZEN, Do.READ, ["past", "past", "past", "past", "now"]),
    ],
)
def test_phases_of_who_has_joined(
    client: Client, committed: Edition, phase: Phase, do: Do, places: list[str]
) -> None:
    Edition.objects.update(phase=phase)

    assert shown(client) == (do, places)


def test_who_has_not_joined_in_time_sees_it(client: Client, edition: Edition) -> None:
    Edition.objects.update(phase=Phase.COUNTING)

    space = opened(client).context["space"]
    assert (space.do, space.drawers[0].kind) == (Do.WAIT, "off")


@pytest.mark.parametrize(
    ("states", "line"),
    [
        ([], "none"),
        ([Moderation.SUBMITTED], "none"),
        ([Moderation.SUBMITTED, Moderation.PUBLISHED], "yes"),
    ],
)
def test_second_drawer_counts_events(
    client: Client, make_event: MakeEvent, states: list[Moderation], line: str
) -> None:
    for state in states:
        Event.objects.filter(pk=make_event().pk).update(moderation=state)

    assert opened(client).context["space"].drawers[1].kind == line


def test_fourth_drawer_counts_what_was_told(client: Client, make_event: MakeEvent, alice: User) -> None:
    first, _second = make_event(), make_event(title="Goûter")
    Event.objects.update(moderation=Moderation.PUBLISHED)
    first.refresh_from_db()
    with clock.at(AFTER):
        give_outcome(event=first, held=Held.YES, by=alice)
        drawer = opened(client).context["space"].drawers[3]

    assert ("1" in drawer.word, "2" in drawer.word, drawer.kind) == (True, True, "none")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_eight_queries(
    client: Client, make_event: MakeEvent, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_event()

    with django_assert_num_queries(8):
        opened(client)


def test_person_of_two_organisations_changes_without_signing_out(
    client: Client, alice: User, org_a: Organisation, org_b: Organisation, committed: Edition
) -> None:
    add_member(organisation=org_b, user=alice, role="communicator", by=None)

    assert opened(client).context["organisation"] == org_a
    response = opened(client, f"?organisme={org_b.pk}")
    assert (response.context["organisation"], response.context["space"].do) == (org_b, Do.JOIN)
    assert f'href="?organisme={org_a.pk}"' in response.content.decode()


@pytest.mark.parametrize("asked", ["0", "x", ""])
def test_organisation_of_others_is_not_found(client: Client, edition: Edition, asked: str) -> None:
    assert client.get(URL, {"organisme": asked}).status_code == 404


def test_other_organisation_is_not_found(client: Client, edition: Edition, org_b: Organisation) -> None:
    assert client.get(URL, {"organisme": str(org_b.pk)}).status_code == 404


def test_relay_is_the_association_else_the_head_office(
    *,
    client: Client,
    client_of: ClientOf,
    charlie: User,
    committed: Edition,
    association: Organisation,
    federation: Organisation,
) -> None:
    assert opened(client).context["space"].relay == association
    assert opened(client_of(charlie)).context["space"].relay == federation


@pytest.mark.parametrize("who", ["regina", "fede"])
def test_desk_people_are_led_to_the_desk(
    request: Any, client_of: ClientOf, edition: Edition, who: str
) -> None:
    response = client_of(request.getfixturevalue(who)).get(URL)

    assert (response.status_code, response.headers["Location"].startswith("/bureau/")) == (302, True)


def test_person_without_an_organisation_is_told_what_to_do(client_of: ClientOf, db: None) -> None:
    nobody = User.objects.create(email="nemo@nulle-part.example")
    response = opened(client_of(nobody))

    assert "nemo@nulle-part.example" in response.content.decode()


def test_without_an_edition_the_page_says_so(client: Client, org_a: Organisation) -> None:
    page = opened(client).content.decode()

    assert reverse("organisations:organisation_detail", args=[org_a.pk]) in page


def test_stranger_signs_in_first(db: None) -> None:
    assert Client().get(URL).headers["Location"].startswith(reverse("account_login"))


def test_withdrawn_commitment_is_asked_for_again(client: Client, committed: Edition) -> None:
    Commitment.objects.update(withdrawn_at=clock.now())

    assert shown(client)[0] == Do.JOIN


def test_proposal_of_the_region_comes_before_one_s_own_drafts(
    client: Client, make_event: MakeEvent, regina: User
) -> None:
    make_event(title="Mon brouillon")
    proposed = make_event(title="Le marché")
    Event.objects.filter(pk=proposed.pk).update(proposed_by=regina, proposed_at=proposed.updated_at)

    space = opened(client).context["space"]

    assert (space.do, space.event, space.cards[0].event) == (Do.CONFIRM, proposed, proposed)


def test_confirmed_proposal_asks_for_nothing(client: Client, make_event: MakeEvent, regina: User) -> None:
    proposed = make_event()
    Event.objects.update(
        proposed_by=regina,
        proposed_at=proposed.updated_at,
        confirmed_at=clock.now(),
        moderation=Moderation.SUBMITTED,
    )

    assert opened(client).context["space"].do == Do.WAIT
