"""Signing in: by a code that comes by mail, by a passkey; never by a password; nobody signs up alone."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from semainier.accounts.models import User
from semainier.mailings.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_rate_limit_left_over() -> None:
    cache.clear()


def ask_code(client: Client, email: str) -> None:
    client.post(reverse("account_request_login_code"), {"email": email})


def code_in(mail: Mail) -> str:
    found = re.search(r"\b([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\b", mail.body_text)
    assert found is not None, mail.body_text
    return found.group(1)


def test_code_sent_by_mail_opens_the_space(client: Client, alice: User) -> None:
    ask_code(client, alice.email)
    mail = Mail.objects.get(kind="sign_in_code")

    response = client.post(reverse("account_confirm_login_code"), {"code": code_in(mail)})

    assert response.status_code == 302
    assert response["Location"] == reverse("home:space")
    assert int(client.session["_auth_user_id"]) == alice.pk


def test_code_mail_goes_first_and_is_purged_afterwards(client: Client, alice: User) -> None:
    ask_code(client, alice.email)

    mail = Mail.objects.get(kind="sign_in_code")

    assert (mail.priority, mail.is_sensitive, mail.recipient_email) == (0, True, alice.email)


def test_wrong_code_is_refused_in_words(client: Client, alice: User) -> None:
    ask_code(client, alice.email)

    response = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert "error-summary" in response.content.decode()


def test_another_address_may_be_given_instead_of_the_code(client: Client, alice: User, bob: User) -> None:
    ask_code(client, alice.email)
    page = client.get(reverse("account_confirm_login_code")).content.decode()

    left = client.post(reverse("account_logout"), {"next": reverse("account_login")})
    ask_code(client, bob.email)

    assert 'form="leave"' in page
    assert left["Location"] == reverse("account_login")
    assert Mail.objects.filter(kind="sign_in_code", recipient_email=bob.email).count() == 1


def test_who_tries_codes_at_random_has_to_wait(client: Client, alice: User) -> None:
    for _try in range(31):
        response = client.post(reverse("account_login"), {"email": alice.email})

    assert response.status_code == 429
    assert "Trop d’essais" in response.content.decode()


def test_unknown_address_gets_a_mail_and_the_same_page(client: Client, alice: User) -> None:
    known = client.post(reverse("account_request_login_code"), {"email": alice.email})
    unknown = Client().post(reverse("account_request_login_code"), {"email": "inconnu@nulle-part.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert (
        Mail.objects.filter(kind="sign_in_unknown", recipient_email="inconnu@nulle-part.example").count() == 1
    )


def test_address_is_recognised_whatever_its_case(client: Client, alice: User) -> None:
    ask_code(client, alice.email.upper())

    assert Mail.objects.filter(kind="sign_in_code").count() == 1


def test_page_asked_for_is_opened_after_the_code(client: Client, alice: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": alice.email, "next": "/espace/profil/"})
    mail = Mail.objects.get(kind="sign_in_code")

    response = client.post(
        reverse("account_confirm_login_code"), {"code": code_in(mail), "next": "/espace/profil/"}
    )

    assert response["Location"] == "/espace/profil/"


@pytest.mark.parametrize("name", ["account_reset_password", "account_change_password"])
def test_passwords_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_sign_up_is_closed_and_says_how_access_comes(client: Client, db: None) -> None:
    response = client.post(reverse("account_signup"), {"email": "new@one.example"})

    assert "invitation" in response.content.decode()
    assert not User.objects.exists()


def test_sign_in_page_offers_code_and_passkey(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert "id_email" in page
    assert "passkey_login" in page
    assert "[undefined" not in page


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(client: Client, db: None) -> None:
    response = client.get("/espace/profil/")

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
