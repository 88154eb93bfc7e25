"""What stands around every view."""

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import ResolverMatch

from semainier.accounts.models import User
from semainier.core.decorators import public, writes_on_get
from semainier.core.middleware import WriteOnGetError, reads_never_write

pytestmark = pytest.mark.django_db


@public
def writer(request: HttpRequest) -> HttpResponse:
    User.objects.create(email="written@on-get.example")
    return HttpResponse("written")


@public
def reader(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(User.objects.count()))


def answer(view: object, method: str = "GET") -> HttpResponse:
    """Return what the view answers inside the middleware."""
    request = RequestFactory().generic(method, "/")
    request.resolver_match = ResolverMatch(view, (), {})  # type: ignore[arg-type]
    return reads_never_write(view)(request)  # type: ignore[arg-type, return-value]


def test_page_that_writes_on_get_is_a_defect() -> None:
    with pytest.raises(WriteOnGetError, match="INSERT"), transaction.atomic():
        answer(writer)

    assert not User.objects.exists()


def test_post_writes() -> None:
    assert answer(writer, "POST").content == b"written"


def test_reading_page_is_let_through() -> None:
    assert answer(reader).content == b"0"


def test_exemption_carries_its_reason() -> None:
    @writes_on_get("counts a visit")
    def view(request: HttpRequest) -> HttpResponse:
        return writer(request)

    assert view.writes_on_get == "counts a visit"  # type: ignore[attr-defined]
    assert answer(view).content == b"written"


@override_settings(MAX_BODY_BYTES=1000)
def test_body_that_is_too_big_is_refused_before_it_is_read(client: Client) -> None:
    response = client.post("/compte/connexion/code/", {"email": "a" * 2000})

    assert (response.status_code, response["X-Error-Code"]) == (413, "upload.too_big")


@override_settings(MAX_BODY_BYTES=1_000_000)
def test_ordinary_body_passes(client: Client) -> None:
    assert client.post("/compte/connexion/code/", {"email": "x@y.example"}).status_code == 302


@pytest.mark.parametrize(
    "header", ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"]
)
def test_every_page_carries_its_fences(client: Client, header: str) -> None:
    assert client.get("/compte/connexion/")[header]


def test_policy_allows_no_inline_script_and_no_third_party(client: Client) -> None:
    policy = client.get("/compte/connexion/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/compte/connexion/", "/en/compte/connexion/"])
def test_language_comes_from_the_address_never_from_the_browser(client: Client, path: str) -> None:
    page = client.get(path, headers={"accept-language": "de,en;q=0.9"}).content.decode()

    assert f'<html lang="{"en" if path.startswith("/en/") else "fr"}">' in page
