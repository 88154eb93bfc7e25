"""Pages of failures say what happened and what to do, in the frame of all pages."""

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error

from semainier.core.errors import Conflict
from semainier.core.middleware import error_page


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    return RequestFactory().get("/rien/")


def test_page_not_found(client: Client, db) -> None:
    response = client.get("/rien/du/tout/")

    assert response.status_code == 404
    assert "Ce tiroir est vide" in response.content.decode()


def test_permission_denied(request_of_nobody) -> None:
    response = permission_denied(request_of_nobody, PermissionError())

    assert response.status_code == 403
    assert "Votre rôle n’ouvre pas cette page" in response.content.decode()


def test_failures_are_rendered_without_anything(request_of_nobody) -> None:
    failed = server_error(request_of_nobody)
    unread = bad_request(request_of_nobody, ValueError())

    assert (failed.status_code, unread.status_code) == (500, 400)
    assert "Une panne de notre côté" in failed.content.decode()
    assert "Une demande que nous ne pouvons pas lire" in unread.content.decode()


def test_expired_form(request_of_nobody) -> None:
    response = csrf_failure(request_of_nobody)

    assert response.status_code == 403
    assert "Le formulaire a expiré" in response.content.decode()


def test_error_of_the_field(request_of_nobody) -> None:
    error = Conflict("event.wrong_state", "L’événement est déjà publié.", "Ouvrez-le pour l’annuler.")

    response = error_page(request_of_nobody, error)

    html = response.content.decode()
    assert response.status_code == 409
    assert "<h1>L’événement est déjà publié.</h1>" in html
    assert "Ouvrez-le pour l’annuler." in html
    assert "event.wrong_state" in html


def test_mail_is_plain_text() -> None:
    text = render_to_string("core/mail/base.txt", {"edition": "Semaine d’été & d’hiver"})

    assert "L’équipe de Semaine d’été & d’hiver" in text
