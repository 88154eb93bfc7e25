"""A person's passkeys and sessions: hers alone, in words, and a mail when one comes or goes."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.mailings.models import Mail

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/143.0"


def sign_in(client: Client, user: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": user.email})
    mail = Mail.objects.filter(kind="sign_in_code").latest("pk")
    code = re.search(r"est ([A-Z0-9-]+)\.", mail.body_text)
    assert code is not None
    client.post(reverse("account_confirm_login_code"), {"code": code[1]})


def key_of(user: User, name: str, *, opens: bool = True) -> Authenticator:
    credential = {"clientExtensionResults": {"credProps": {"rk": opens}}}
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.fixture
def alices(alice: User) -> Client:
    client = Client(headers={"User-Agent": IPHONE})
    client.force_login(alice)
    return client


def test_without_a_key_the_page_says_what_one_is_for(alices: Client) -> None:
    page = alices.get(reverse("mfa_list_webauthn")).content.decode()

    assert "Pas encore de clé d’accès" in page
    assert reverse("mfa_add_webauthn") in page


def test_keys_are_listed_with_their_use(alices: Client, alice: User, bob: User) -> None:
    key_of(alice, "Téléphone")
    key_of(bob, "Clé de Bob")

    page = alices.get(reverse("mfa_list_webauthn")).content.decode()

    assert "Téléphone" in page
    assert "pas encore utilisée" in page
    assert "Clé de Bob" not in page
    assert "n’ouvre pas votre espace" not in page


def test_key_that_opens_nothing_says_so(alices: Client, alice: User) -> None:
    key_of(alice, "Ancienne", opens=False)

    assert (
        "n’ouvre pas votre espace à elle seule" in alices.get(reverse("mfa_list_webauthn")).content.decode()
    )


def test_list_costs_the_same_for_one_key_and_for_three(
    alices: Client, alice: User, django_assert_num_queries: Any
) -> None:
    for number in (1, 2):
        for n in range(number):
            key_of(alice, f"Clé {number}{n}")
        with django_assert_num_queries(4):
            alices.get(reverse("mfa_list_webauthn"))


def test_new_key_is_named_after_the_device_and_always_opens(alices: Client) -> None:
    response = alices.get(reverse("mfa_add_webauthn"))

    page = response.content.decode()
    assert 'value="iPhone"' in page
    assert 'name="passwordless" hidden id="id_passwordless" checked' in page
    assert "[undefined" not in page


def test_key_that_is_no_key_is_refused_in_words(alices: Client) -> None:
    response = alices.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": '{"id": "x"}'})

    assert response.status_code == 200
    assert "Cette clé d’accès est inconnue ici" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_key_is_renamed(alices: Client, alice: User) -> None:
    key = key_of(alice, "Clé")

    alices.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Téléphone"})

    assert str(Authenticator.objects.get()) == "Téléphone"


def test_key_without_a_name_keeps_the_old_one(alices: Client, alice: User) -> None:
    key = key_of(alice, "Clé")

    page = alices.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": ""}).content.decode()

    assert "error-summary" in page
    assert str(Authenticator.objects.get()) == "Clé"


def test_key_is_removed_after_a_question_and_a_mail_tells_of_it(alices: Client, alice: User) -> None:
    url = reverse("mfa_remove_webauthn", args=[key_of(alice, "Clé").pk])

    asked = alices.get(url).content.decode()
    alices.post(url)

    assert "Supprimer «\u00a0Clé\u00a0»\u202f?" in asked
    assert not Authenticator.objects.exists()
    mail = Mail.objects.get(recipient_email=alice.email)
    assert (mail.subject, mail.kind) == ("Une clé d’accès a été supprimée", "account")
    assert f"http://localhost:8000{reverse('mfa_list_webauthn')}" in mail.body_text


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_key_of_somebody_else_is_not_found(name: str, alices: Client, bob: User) -> None:
    url = reverse(name, args=[key_of(bob, "Clé de Bob").pk])

    assert (alices.get(url).status_code, alices.post(url, {"name": "x"}).status_code) == (404, 404)
    assert str(Authenticator.objects.get()) == "Clé de Bob"


def test_unknown_key_does_not_sign_in(client: Client, alice: User) -> None:
    response = client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'}, follow=True)

    assert "Cette clé d’accès est inconnue ici" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_sessions_are_told_in_words_and_the_others_closed(alice: User) -> None:
    here, other = Client(headers={"User-Agent": IPHONE}), Client(headers={"User-Agent": FIREFOX})
    sign_in(here, alice)
    sign_in(other, alice)

    page = here.get(reverse("usersessions_list")).content.decode()
    told = here.post(reverse("usersessions_list"), follow=True).content.decode()

    assert ("Safari, iPhone" in page, "Firefox, Windows" in page, "cet appareil" in page) == (
        True,
        True,
        True,
    )
    assert "Vos autres connexions sont fermées" in told
    assert other.get(reverse("accounts:profile")).status_code == 302


@pytest.mark.parametrize("name", ["mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"])
def test_stranger_is_led_to_the_sign_in_page(name: str, client: Client, db: None) -> None:
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
