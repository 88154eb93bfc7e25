"""The outbox at the desk."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.mailings.models import WorkerBeat
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail

URL = "/bureau/courriels/"


@pytest.fixture
def head(fede, client_of):
    """The client of the head office."""
    return client_of(fede)


def _subjects(response):
    return [mail.subject for mail in response.context["page_obj"]]


@pytest.mark.django_db
def test_a_stranger_signs_in_first(client):
    response = client.get(URL)

    assert response.status_code == 302
    assert response.url.endswith(f"?next={URL}")


def test_others_may_not_see_it(alice, bob, charlie, regina, client_of):
    assert [client_of(person).get(URL).status_code for person in (alice, bob, charlie, regina)] == [403] * 4


def test_it_says_what_to_expect_when_empty(head):
    page = head.get(URL).content.decode()

    assert "Aucun courriel pour l’instant" in page
    assert "Aucun courriel n’attend." in page
    assert "le programme d’envoi est arrêté" in page


@pytest.mark.parametrize("count", [1, 3])
def test_it_lists_mails_in_ten_queries(head, count, django_assert_num_queries):
    for number in range(count):
        make_mail(subject=f"Invitation {number}")
    head.get(URL)

    with django_assert_num_queries(10):
        response = head.get(URL)

    assert len(_subjects(response)) == count


def test_doubts_come_first_and_are_counted(head):
    make_mail(subject="Doute", state=State.IN_DOUBT, created_at=clock.now() - dt.timedelta(days=5))
    make_mail(subject="Nouveau", to_name="Alice Martin")
    WorkerBeat.objects.create(worker="a:1", beat_at=clock.now())

    response = head.get(URL)

    page = response.content.decode()
    assert _subjects(response) == ["Doute", "Nouveau"]
    assert '<span class="state wait">en doute</span>' in page
    assert "En doute 1" in page
    assert 'Alice Martin<span class="wide">, alice@a.example</span>' in page
    assert '<td class="wide">Invitation d’une personne</td>' in page
    assert "Le courriel le plus ancien aurait dû partir il y a moins d’une heure." in page
    assert "le programme d’envoi est arrêté" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=f%C3%AAte", ["Fête"]),
        ("?state=failed", ["Code"]),
        ("?kind=invitation", ["Fête"]),
        ("?state=x", ["Code", "Fête"]),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(head, query, expected):
    make_mail(subject="Fête")
    make_mail(subject="Code", kind="sign_in_code", state=State.FAILED)

    assert _subjects(head.get(URL + query)) == expected


def test_no_match_leads_back_to_all(head):
    make_mail()

    page = head.get(f"{URL}?q=nichts").content.decode()

    assert "Aucun courriel ne correspond" in page
    assert f'<a class="btn" href="{URL}">Voir tous les courriels</a>' in page


def test_pages_keep_the_filters(head):
    for number in range(51):
        make_mail(subject=f"Fête {number}")

    response = head.get(f"{URL}?q=f%C3%AAte&page=2")

    assert len(_subjects(response)) == 1
    assert 'href="?q=f%C3%AAte&amp;page=1"' in response.content.decode()


def test_it_only_reads(head):
    assert head.post(URL).status_code == 405
