"""Addresses to which mails do not arrive, at the desk."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.mailings.states import Trouble
from semainier.mailings.tests.factories import make_address
from semainier.organisations.services.people import add_member, invite_person

URL = "/bureau/courriels/adresses/"


def _emails(response):
    return [row.address.email for row in response.context["rows"]]


@pytest.mark.django_db
def test_a_stranger_signs_in_first(client):
    assert client.get(URL).url.endswith(f"?next={URL}")


def test_members_may_not_see_it(alice, bob, charlie, client_of):
    assert [client_of(person).get(URL).status_code for person in (alice, bob, charlie)] == [403] * 3


def test_it_says_what_to_expect_when_empty(regina, client_of):
    assert "Tous les courriels arrivent" in client_of(regina).get(URL).content.decode()


@pytest.fixture
def suspend_invited(org_a, alice):
    """Return a function that invites so many people to organisation A at addresses that do not exist."""

    def suspend(count):
        for number in range(count):
            invite_person(organisation=org_a, email=f"x{number}@a.example", role="communicator", by=alice)
            make_address(f"x{number}@a.example")

    return suspend


@pytest.mark.parametrize("count", [1, 3])
def test_head_reads_it_in_nine_queries(fede, client_of, suspend_invited, count, django_assert_num_queries):
    suspend_invited(count)
    client = client_of(fede)
    client.get(URL)

    with django_assert_num_queries(9):
        assert len(_emails(client.get(URL))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_region_reads_it_in_ten_queries(regina, client_of, suspend_invited, count, django_assert_num_queries):
    suspend_invited(count)
    client = client_of(regina)
    client.get(URL)

    with django_assert_num_queries(10):
        assert len(_emails(client.get(URL))) == count


@pytest.fixture
def ours(org_a, alice, regina):
    """Addresses of the territory, one of them of somebody invited."""
    invite_person(organisation=org_a, email="New@a.example", role="communicator", by=alice)
    return {make_address(email).email for email in (alice.email, org_a.email, "new@a.example", regina.email)}


@pytest.fixture
def theirs(org_b, charlie):
    return {make_address(email).email for email in (charlie.email, org_b.email, "nobody@x.example")}


def test_head_sees_all_and_region_what_is_of_its_territory(fede, regina, ours, theirs, client_of):
    assert set(_emails(client_of(fede).get(URL))) == ours | theirs
    assert set(_emails(client_of(regina).get(URL))) == ours


def test_it_shows_organisation_reason_words_and_date(regina, org_a, org_b, alice, client_of):
    add_member(organisation=org_b, user=alice, role="referent", by=None)
    make_address(
        alice.email, diagnosis="550 5.1.1 no such user", trouble_at=clock.now() - dt.timedelta(days=1)
    )

    page = client_of(regina).get(URL).content.decode().replace("\u00a0", " ")

    assert f'<a href="/espace/organismes/{org_a.pk}/">Habitat des Deux-Rives</a>' in page
    assert "Le Toit des Flandres" in page
    assert "L’adresse n’existe pas" in page
    assert "550 5.1.1 no such user" in page
    assert "mar. 19 mai" in page
    assert '<span class="state no">suspendue</span>' in page


def test_suspended_come_first_then_the_newest(fede, client_of):
    now = clock.now()
    make_address("c@x.example", suspended_at=None, trouble=Trouble.SOFT, soft_bounces=2)
    make_address("a@x.example", suspended_at=now - dt.timedelta(days=2))
    make_address("b@x.example", suspended_at=now)

    response = client_of(fede).get(URL)

    assert _emails(response) == ["b@x.example", "a@x.example", "c@x.example"]
    page = response.content.decode()
    assert "Suspendues 2" in page
    assert "En service 1" in page
    assert "Les courriels reviennent pour l’instant (2)" in page


@pytest.fixture
def two(org_a, alice):
    """Alice’s address, suspended, and the mailbox of her organisation, watched."""
    make_address(alice.email)
    make_address(org_a.email, trouble=Trouble.SOFT, suspended_at=None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=Referent", set()),
        ("?q=alice", {"alice"}),
        ("?q=deux+rives", {"alice", "contact"}),
        ("?q=ALICE", {"alice"}),
        ("?standing=watched", {"contact"}),
        ("?standing=suspended", {"alice"}),
        ("?trouble=soft", {"contact"}),
        ("?trouble=hard&q=contact", set()),
        ("?standing=x&trouble=y", {"alice", "contact"}),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(regina, two, client_of, query, expected):
    response = client_of(regina).get(URL + query)

    assert {email.partition("@")[0] for email in _emails(response)} == expected


def test_no_match_leads_back_to_all(fede, client_of):
    make_address()

    page = client_of(fede).get(f"{URL}?q=nichts").content.decode()

    assert "Aucune adresse ne correspond" in page
    assert f'<a class="btn" href="{URL}">Voir toutes les adresses</a>' in page


def test_pages_keep_the_filters(fede, client_of):
    for number in range(51):
        make_address(f"a{number}@x.example")

    response = client_of(fede).get(f"{URL}?standing=suspended&page=2")

    assert len(_emails(response)) == 1
    assert 'href="?standing=suspended&amp;page=1"' in response.content.decode()


def test_menu_and_outbox_lead_there(fede, regina, client_of):
    assert f'href="{URL}"' in client_of(regina).get(URL).content.decode()
    assert f'href="{URL}">Adresses où' in client_of(fede).get("/bureau/courriels/").content.decode()


def test_it_only_reads(fede, client_of):
    assert client_of(fede).post(URL).status_code == 405
