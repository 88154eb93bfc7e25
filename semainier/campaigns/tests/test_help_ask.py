"""An organisation asks its region for help."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, HelpRequest, HelpState, Phase
from semainier.campaigns.services.editions import set_phase
from semainier.campaigns.services.help import answer_help, ask_help
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]


def url(organisation: Organisation, edition: Edition) -> str:
    return reverse("campaigns:help_ask", args=[organisation.pk, edition.slug])


def test_communicator_asks(client_of: ClientOf, bob: User, org_a: Organisation, edition: Edition) -> None:
    response = client_of(bob).post(url(org_a, edition), {"needs": ["ideas"], "words": "Un jardin ?"})

    asked = HelpRequest.objects.get()
    assert response["Location"] == url(org_a, edition)
    assert (asked.need, asked.words, asked.asked_by) == ("ideas", "Un jardin ?", bob)


def test_nothing_chosen_keeps_the_words(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    page = client_of(alice).post(url(org_a, edition), {"words": "Nous débutons"})

    assert page.status_code == 200
    assert "Nous débutons" in page.content.decode()
    assert not HelpRequest.objects.exists()


def test_answer_is_shown(
    client_of: ClientOf, alice: User, regina: User, org_a: Organisation, edition: Edition
) -> None:
    [asked] = ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)
    answer_help(request=asked, answer="Voici trois idées.", by=regina)

    page = client_of(alice).get(url(org_a, edition)).content.decode()

    assert "Voici trois idées." in page
    assert "[undefined" not in page


def test_need_that_is_open_is_said_and_not_asked_again(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)

    page = client_of(alice).post(url(org_a, edition), {"needs": ["ideas"]}, follow=True).content.decode()

    assert HelpRequest.objects.count() == 1
    assert "est encore ouverte" in page


def test_closed_phase_says_so(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    for phase in (Phase.WEEK, Phase.COUNTING):
        set_phase(edition=edition, phase=phase, by=None)

    page = client_of(alice).get(url(org_a, edition)).content.decode()

    assert "<textarea" not in page


def test_other_organisation_is_not_known(
    client_of: ClientOf, charlie: User, org_a: Organisation, edition: Edition
) -> None:
    assert client_of(charlie).get(url(org_a, edition)).status_code == 404


def test_member_settles_its_request(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    [asked] = ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)

    response = client_of(alice).post(reverse("campaigns:help_settle", args=[asked.pk]))

    asked.refresh_from_db()
    assert asked.state == HelpState.SETTLED
    assert response["Location"] == url(org_a, edition)


def test_settling_is_not_for_others(
    client_of: ClientOf, alice: User, charlie: User, org_a: Organisation, edition: Edition
) -> None:
    [asked] = ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)

    assert client_of(charlie).post(reverse("campaigns:help_settle", args=[asked.pk])).status_code == 404
