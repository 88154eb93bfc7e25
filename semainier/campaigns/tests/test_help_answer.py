"""The desk answers a request for help."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, HelpRequest, HelpState
from semainier.campaigns.services.help import ask_help, settle_help
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]


@pytest.fixture
def asked(edition: Edition, org_a: Organisation, alice: User) -> HelpRequest:
    return ask_help(
        edition=edition, organisation=org_a, needs=["press"], words="La presse locale ?", by=alice
    )[0]


def url(asked: HelpRequest) -> str:
    return reverse("campaigns:help_answer", args=[asked.pk])


def test_coordinator_reads_and_answers(client_of: ClientOf, regina: User, asked: HelpRequest) -> None:
    client = client_of(regina)
    assert "La presse locale" in client.get(url(asked)).content.decode()

    response = client.post(url(asked), {"answer": "Je vous appelle."})

    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (HelpState.ANSWERED, "Je vous appelle.")
    assert response["Location"] == reverse("campaigns:help_list", args=[asked.edition.slug])


def test_empty_answer_is_refused_in_the_form(client_of: ClientOf, regina: User, asked: HelpRequest) -> None:
    page = client_of(regina).post(url(asked), {"answer": ""})

    assert page.status_code == 200
    assert HelpRequest.objects.get().state == HelpState.ASKED


def test_settled_request_shows_no_form(client_of: ClientOf, regina: User, asked: HelpRequest) -> None:
    settle_help(request=asked, by=regina)

    assert "<textarea" not in client_of(regina).get(url(asked)).content.decode()


def test_coordinator_settles_and_returns_to_the_list(
    client_of: ClientOf, regina: User, asked: HelpRequest
) -> None:
    response = client_of(regina).post(reverse("campaigns:help_settle", args=[asked.pk]))

    assert response["Location"] == reverse("campaigns:help_list", args=[asked.edition.slug])


def test_other_territory_is_not_known(
    client_of: ClientOf, regina: User, charlie: User, org_b: Organisation, edition: Edition
) -> None:
    [elsewhere] = ask_help(edition=edition, organisation=org_b, needs=["press"], words="", by=charlie)

    assert client_of(regina).get(url(elsewhere)).status_code == 404


def test_member_may_not_answer(client_of: ClientOf, alice: User, asked: HelpRequest) -> None:
    assert client_of(alice).get(url(asked)).status_code == 403
