"""The link in a mail: one click of a mail program, or a page with a button."""

import pytest
from django.test import Client

from semainier.mailings.leaving import leaving_token
from semainier.mailings.models import OptOut
from semainier.mailings.services import leave_topic, send_due
from semainier.mailings.states import State
from semainier.mailings.tests.factories import Notebook, make_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("news")]
TOKEN = leaving_token("alice@a.example", "rally")
URL = f"/courriels/desabonnement/{TOKEN}/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def _left():
    return list(OptOut.objects.order_by("topic").values_list("email", "topic"))


@pytest.mark.parametrize("format_of_form", ["multipart", "urlencoded", "empty", "odd"])
def test_mail_program_leaves_by_one_post_without_cookie_or_token(format_of_form):
    program = Client(enforce_csrf_checks=True)
    kinds = {
        "multipart": {"data": ONE_CLICK},
        "urlencoded": {
            "data": "List-Unsubscribe=One-Click",
            "content_type": "application/x-www-form-urlencoded",
        },
        "empty": {},
        "odd": {"data": b"\xff\x00", "content_type": "multipart/form-data; boundary=x"},
    }

    response = program.post(URL, **kinds[format_of_form])

    assert (response.status_code, _left()) == (200, [("alice@a.example", "rally")])


def test_a_second_post_changes_nothing(client):
    answers = [client.post(URL, ONE_CLICK).status_code for _time in range(2)]

    assert (answers, len(_left())) == ([200, 200], 1)


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_follows_the_link_acts_on_nothing(client, method):
    response = getattr(client, method)(URL)

    assert (response.status_code, _left()) == (200, [])


def test_page_offers_the_button_and_the_choice(client):
    page = client.get(URL).content.decode()

    assert '<h2 id="topic-title">Relances</h2>' in page
    assert f'<form method="post" action="{URL}"' in page
    assert "Ils sont envoyés à alice@a.example." in page
    assert page.count('name="topics"') == page.count("checked") == 2
    assert "Une lettre par mois." in page
    assert "Décisions" not in page


def test_page_says_that_it_is_done(client):
    page = client.post(URL).content.decode()

    assert "alice@a.example ne reçoit plus de courriels de ce genre." in page
    assert (page.count('name="topics"'), page.count("checked")) == (2, 1)
    assert "Ne plus recevoir ces courriels" not in page


def test_english_address_speaks_english(client):
    assert "Stop receiving these mails" in client.get(f"/en{URL}").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", TOKEN[:-1], f"x{TOKEN}", leaving_token("a@b.example", "gone")])
def test_unknown_link_is_not_found(client, method, token):
    response = getattr(client, method)(f"/courriels/desabonnement/{token}/")

    assert (response.status_code, _left()) == (404, [])


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405


def test_choice_is_saved_and_shown(client):
    leave_topic(email="alice@a.example", topic="rally", by=None)

    response = client.post(f"{URL}choisir/", {"topics": ["rally"]}, follow=True)

    assert _left() == [("alice@a.example", "news.digest")]
    assert response.redirect_chain == [(URL, 302)]
    assert "Votre choix est enregistré." in response.content.decode()


def test_choice_of_nothing_leaves_everything(client):
    client.post(f"{URL}choisir/", {})

    assert _left() == [("alice@a.example", "news.digest"), ("alice@a.example", "rally")]


def test_choice_wants_the_token_of_the_page(settings):
    response = Client(enforce_csrf_checks=True).post(f"{URL}choisir/", {})

    assert (response.status_code, _left()) == (403, [])


def test_choice_by_an_unknown_link_is_not_found(client):
    assert client.post("/courriels/desabonnement/x/choisir/").status_code == 404


def test_mail_that_waits_is_held_back_once_its_topic_is_left(client):
    mail, notebook = make_mail(topic="rally"), Notebook()

    client.post(URL)
    send_due(transport=notebook)

    mail.refresh_from_db()
    assert (mail.state, notebook.ids) == (State.SUPPRESSED, [])
    assert mail.last_error == "Le destinataire ne veut plus de courriels de ce genre."


def test_page_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(URL)
