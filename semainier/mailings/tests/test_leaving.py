"""What a mail carries so that one may leave its topic."""

import email
import email.policy
import re

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from semainier.mailings.leaving import SALT, leaving_token, read_token
from semainier.mailings.message import build_message
from semainier.mailings.states import Delivery
from semainier.mailings.tests.factories import make_mail

LINK = "http://localhost:8000/courriels/desabonnement/"


@pytest.mark.django_db
def test_mail_of_a_topic_carries_the_headers_on_one_line_each(news, settings):
    settings.SEMAINIER_URL = "https://semaine.federation-nationale.example"
    mail = make_mail(topic="news.digest", to_email="prenom.nom-de-famille@office-de-l-habitat.example")

    lines = bytes(build_message(mail)).decode().split("\r\n")

    url = f"{settings.SEMAINIER_URL}/courriels/desabonnement/{leaving_token(mail.recipient_email, 'news.digest')}/"
    assert f"List-Unsubscribe: <{url}>" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert "List-Id: <news.digest.semaine.federation-nationale.example>" in lines
    assert max(map(len, lines)) < 998


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Ce courriel fait partie de : Relances. Pour ne plus recevoir ces courriels :"),
        ("en", "This mail is part of: Relances. To stop receiving these mails:"),
    ],
)
def test_foot_speaks_the_language_of_the_recipient(news, language, words):
    mail = make_mail(topic="rally", language=language)

    said, link = mail.body_text.rstrip().split("\n")[-2:]
    prefix = LINK if language == "fr" else LINK.replace("8000/", "8000/en/")
    assert said.replace("\u00a0", " ") == words
    assert link == f"{prefix}{leaving_token('alice@a.example', 'rally')}/"
    assert f'<a href="{link}">' in mail.body_html
    assert mail.body_html.count(link) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("topic", ["", "decision"])
def test_mail_that_one_must_get_carries_none_of_it(news, topic):
    mail = make_mail(topic=topic)

    assert [name for name in build_message(mail) if name.lower().startswith("list-")] == []
    assert "desabonnement" not in mail.body_text + mail.body_html
    assert mail.headers == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["List-Unsubscribe", "list-id", "List-Unsubscribe-Post"])
def test_caller_cannot_name_another_way_out(news, name):
    with pytest.raises(ValueError, match="not a header"):
        make_mail(topic="rally", headers={name: "<https://elsewhere.example/>"})


@pytest.mark.django_db
def test_html_of_ones_own_has_no_place_for_the_foot(news):
    with pytest.raises(ValueError, match="leave `html` out"):
        make_mail(topic="rally", html="<p>Bonjour</p>")


@pytest.mark.django_db
def test_headers_are_read_again_by_a_mail_program(news):
    content = bytes(build_message(make_mail(topic="rally")))

    read = email.message_from_bytes(content, policy=email.policy.default)

    assert re.fullmatch(rf"<{LINK}[A-Za-z0-9_~=-]+/>", read["List-Unsubscribe"])


@pytest.mark.usefixtures("news")
def test_link_gives_address_and_topic_back(news):
    assert read_token(leaving_token(" Alice@A.example ", "rally")) == ("alice@a.example", news[0])


@pytest.mark.parametrize("topic", ["decision", "gone"])
def test_link_of_a_topic_that_cannot_be_left_is_none(news, topic):
    assert read_token(leaving_token("alice@a.example", topic)) is None


def test_link_of_another_use_of_the_key_is_none(news):
    signer = Signer(salt=SALT, sep="~")

    assert read_token(Signer(salt="other", sep="~").sign_object(["alice@a.example", "rally"])) is None
    assert [read_token(signer.sign_object(said)) for said in (7, ["rally"], [1, 2], {"a": 1, "b": 2})] == [
        None
    ] * 4


@given(st.text(max_size=60))
def test_no_text_of_a_stranger_is_a_link(text):
    assert read_token(text) is None


@given(st.emails())
def test_every_link_is_safe_in_an_address(address):
    assert re.fullmatch(r"[A-Za-z0-9_~=-]+", leaving_token(address, "rally"))


def test_link_too_long_is_not_even_read(news):
    assert read_token("a" * 1_001) is None


def test_what_is_heard_fits_its_column():
    assert max(len(word) for word in Delivery.values) <= 10
