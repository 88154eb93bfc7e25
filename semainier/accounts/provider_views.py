"""To the operator's OpenID Connect provider and back. Routed only when one is set."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from semainier.accounts.oidc import PROVIDER, Client, failure
from semainier.core.decorators import public, writes_on_get
from semainier.core.errors import DomainError

LANGUAGE = "provider_language"
# What a provider that is down, or that is none, makes of allauth's client.
NO_ANSWER = (RequestException, AttributeError, KeyError, TypeError, ValueError)


@public
@require_POST
@never_cache
def provider_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the provider by a page that goes on by itself: the policy of our pages lets no form be answered elsewhere."""
    provider = get_adapter(request).get_provider(request, PROVIDER)
    next_url = get_next_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    request.session[LANGUAGE] = translation.get_language()
    try:
        url = provider.redirect(request, process=AuthProcess.LOGIN, next_url=next_url)["Location"]
    except NO_ANSWER as error:
        return refused(request, provider.name, error)
    return render(request, "accounts/provider_sign_in.html", {"url": url, "name": provider.name})


@public
@writes_on_get("the provider sends the browser back by a GET")
@require_GET
@never_cache
def provider_return(request: HttpRequest) -> HttpResponse:
    """Open the session of whom the provider names, or say why not."""
    translation.activate(request.session.get(LANGUAGE, settings.LANGUAGE_CODE))
    client = Client(request, PROVIDER)
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(client)(request)
    except (DomainError, *NO_ANSWER) as error:
        return refused(request, client.get_provider().name, error)
    return response


def refused(request: HttpRequest, name: str, error: Exception) -> HttpResponse:
    """Render a refusal beside the other ways to sign in."""
    if not isinstance(error, DomainError):
        error = failure(name, error)
    response = render(request, "accounts/provider_refused.html", {"error": error}, status=error.status)
    response["X-Error-Code"] = error.code
    return response
