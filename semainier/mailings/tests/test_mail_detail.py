"""One mail at the desk."""

import pytest
from django.urls import reverse

from semainier.core import clock
from semainier.mailings.states import Delivery, State
from semainier.mailings.tests.factories import make_mail, make_sent


@pytest.fixture
def head(fede, client_of):
    """The client of the head office."""
    return client_of(fede)


def _url(mail):
    return reverse("mailings:mail_detail", args=[mail.pk])


def test_it_shows_text_and_facts(head):
    mail = make_mail(
        subject="Votre événement est publié", to_name="Alice Martin", text="Bonjour <b>,\n\nhttps://a.example/",
        state=State.QUEUED, attempts=1, last_error="451 later",
    )  # fmt: skip

    page = head.get(_url(mail)).content.decode()

    assert "<h1>Votre événement est publié</h1>" in page
    assert "Bonjour &lt;b&gt;," in page
    assert '<a href="https://a.example/" rel="nofollow">' in page
    assert "Alice Martin<br>alice@a.example" in page
    assert "mercredi 20\u00a0mai 2026, 10\u00a0h" in page
    assert "451 later" in page
    assert "Renvoyer" not in page


def test_a_secret_is_read_by_its_recipient_alone(head):
    page = head.get(_url(make_mail(text="ABC-DEF", sensitive=True))).content.decode()

    assert "ABC-DEF" not in page
    assert "Seul son destinataire le lit." in page


def test_a_text_that_was_removed_says_so(head):
    page = head.get(_url(make_mail(purged_at=clock.now()))).content.decode()

    assert "Le texte a été retiré" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.IN_DOUBT, "le courriel est peut-être arrivé"), (State.FAILED, "L’envoi a été abandonné")],
)
def test_what_ended_badly_can_be_sent_again(head, state, words):
    page = head.get(_url(make_mail(state=state))).content.decode()

    assert words in page
    assert "<button" in page
    assert "Renvoyer</button>" in page


def test_a_mail_that_is_sent_says_when(head):
    page = head.get(_url(make_mail(state=State.SENT, sent_at=clock.now()))).content.decode()

    assert "<dt>Envoyé</dt><dd>mercredi 20\u00a0mai 2026, 10\u00a0h</dd>" in page


def test_a_mail_that_is_not_there_is_not_found(head):
    assert head.get(reverse("mailings:mail_detail", args=[999])).status_code == 404


def test_others_may_not_see_it(alice, regina, client_of):
    url = _url(make_mail())

    assert [client_of(person).get(url).status_code for person in (alice, regina)] == [403, 403]


def test_it_says_what_was_heard_of_it(head):
    mail = make_sent(delivery=Delivery.BOUNCED, delivery_at=clock.now())

    page = head.get(_url(mail)).content.decode().replace("\u00a0", " ")

    assert "<dt>Ce qu’on en sait</dt><dd>Revenu, mercredi 20 mai, 10 h</dd>" in page
