"""An organisation's own pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member

ClientOf = Callable[[User], Client]


def page(name: str, *args: int) -> str:
    return reverse(name, args=args)


def test_people_and_particulars_are_shown(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    text = client_of(alice).get(page("organisations:organisation_detail", org_a.pk)).content.decode()

    assert "Bob" in text
    assert org_a.siren in text
    assert "AROSHA" in text
    assert "[undefined" not in text


@pytest.mark.parametrize("more", [0, 2])
def test_cost_does_not_grow_with_people(
    client_of: ClientOf, alice: User, org_a: Organisation, more: int, django_assert_num_queries: object
) -> None:
    for number in range(more):
        user = User.objects.create(email=f"p{number}@a.example")
        add_member(organisation=org_a, user=user, role="communicator", by=None)
    client = client_of(alice)

    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(page("organisations:organisation_detail", org_a.pk))


@pytest.mark.parametrize("name", ["organisation_detail", "organisation_edit", "person_invite"])
def test_stranger_may_not_know(client_of: ClientOf, charlie: User, org_a: Organisation, name: str) -> None:
    assert client_of(charlie).get(page(f"organisations:{name}", org_a.pk)).status_code == 404


@pytest.mark.parametrize("name", ["organisation_edit", "person_invite"])
def test_communicator_may_see_but_not_manage(
    client_of: ClientOf, bob: User, org_a: Organisation, name: str
) -> None:
    assert client_of(bob).get(page(f"organisations:{name}", org_a.pk)).status_code == 403


def test_head_office_finds_the_entry_in_the_registry(
    client_of: ClientOf, fede: User, org_a: Organisation, association: Organisation
) -> None:
    client = client_of(fede)

    for organisation, name in [(org_a, "staff:organisation_edit"), (association, "staff:association_edit")]:
        text = client.get(page("organisations:organisation_detail", organisation.pk)).content.decode()
        assert f'href="{page(name, organisation.pk)}"' in text


@pytest.mark.parametrize("who", ["alice", "regina"])
def test_others_do_not_see_the_registry(
    client_of: ClientOf, who: str, org_a: Organisation, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))

    text = client.get(page("organisations:organisation_detail", org_a.pk)).content.decode()

    assert "/bureau/organismes/" not in text
