"""What a signed-in person wants to receive."""

import pytest

from semainier.mailings.models import OptOut
from semainier.mailings.services import leave_topic
from semainier.mailings.topics import topics

URL = "/espace/profil/courriels/"


@pytest.mark.django_db
def test_stranger_signs_in_first(client):
    assert client.get(URL).status_code == client.post(f"{URL}choisir/").status_code == 302
    assert OptOut.objects.count() == 0


def test_profile_leads_there(alice, client_of):
    assert f'href="{URL}"' in client_of(alice).get("/espace/profil/").content.decode()


def test_page_shows_what_she_receives(alice, client_of, news):
    leave_topic(email=alice.email, topic="rally", by=None)

    page = client_of(alice).get(URL).content.decode()

    assert f"Ils sont envoyés à {alice.email}." in page
    assert (page.count('name="topics"'), page.count("checked")) == (2, 1)
    assert "Un rappel quand votre organisme n’a pas répondu." in page


def test_choice_is_saved_for_her_alone(alice, bob, client_of, news):
    response = client_of(alice).post(f"{URL}choisir/", {"topics": ["rally", "nonsense"]}, follow=True)

    assert list(OptOut.objects.values_list("email", "topic")) == [(alice.email, "news.digest")]
    assert "Votre choix est enregistré." in response.content.decode()


def test_link_of_a_mail_and_profile_are_one_choice(alice, client_of, news, client):
    leave_topic(email=alice.email.upper(), topic="news.digest", by=None)

    client_of(alice).post(f"{URL}choisir/", {"topics": ["rally", "news.digest"]})

    assert OptOut.objects.count() == 0


def test_nothing_to_choose_is_said(alice, client_of, news):
    topics.clear()

    assert "Rien à choisir pour l’instant" in client_of(alice).get(URL).content.decode()


def test_page_only_reads(alice, client_of):
    assert client_of(alice).post(URL).status_code == 405
    assert client_of(alice).get(f"{URL}choisir/").status_code == 405
