"""Sign-in through the operator's OpenID Connect provider: allauth's client, made to trust no more than it must.

Who was invited at an address comes in when the provider says that the address is hers and verified; nobody else does.
Loaded only when SEMAINIER_OIDC_SERVER is set: the tables are those of an app that is else not installed.
"""

import hashlib
import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core import registry
from semainier.core.addresses import absolute_url
from semainier.core.errors import DomainError, Forbidden

PROVIDER = "oidc"
BAD_GATEWAY = 502
logger = logging.getLogger("semainier.sign_in")


class Client(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What speaks with the provider."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return the one address that is registered at the provider, whatever the language of the page."""
        return absolute_url("provider_return")


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the settings: its answers are read strictly, and nothing of them is kept."""

    oauth2_adapter_class = Client

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Read both answers as one; raises OAuth2Error when they are not about one person (OpenID Connect Core 5.3.2)."""
        token, told = response.get("id_token") or {}, response.get("userinfo") or {}
        if not token.get("sub") or told.get("sub", token["sub"]) != token["sub"]:
            raise OAuth2Error("The provider names no person, or two.")
        return super().sociallogin_from_response(request, {**token, **told})

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return a name that no other provider gives: `sub` is unique in one issuer only (Core 2)."""
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing: name and address are the person's own business here."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        if not (address := data.get("email")):
            return []
        return [EmailAddress(email=address, verified=is_verified(data, address), primary=True)]


def is_verified(data: dict[str, Any], address: str) -> bool:
    """Whether the provider vouches for the address; where it says nothing, whether the operator trusts the domain.

    Some providers write the answer as text, and "false" is not empty.
    """
    if (said := data.get("email_verified")) is not None:
        return str(said).lower() == "true"
    return address.rpartition("@")[2].lower() in settings.OIDC_VERIFIED_DOMAINS


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The adapter named in the settings when a provider is set."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the person by her verified address; who is only invited so far is taken in first."""
        known: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        if known is None and [email for email in verified for take in registry.take_in if take(email)]:
            known = super().authenticate_by_email(sociallogin)
        return known

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse in words who is not known by a verified address."""
        raise refusal(sociallogin)

    def on_authentication_error(
        self, request: HttpRequest, provider: Provider, error: str | None = None, exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Say in words what stopped the sign-in."""
        if error == AuthError.CANCELLED:
            raise Forbidden(
                "sign_in.cancelled",
                _("You stopped the sign-in at %(provider)s.") % {"provider": provider.name},
                _("Begin again when you like, or have a code sent to you."),
            )
        raise failure(
            provider.name, exception or request.GET.get("error", "the sign-in was not begun in this browser")
        )


def failure(name: str, reason: object) -> DomainError:
    """Return what a person reads when the provider cannot be used; the operator finds the reason in the log."""
    logger.warning("OpenID Connect: %s", reason)
    return DomainError(
        "sign_in.provider_failed",
        _("The sign-in with %(provider)s did not succeed.") % {"provider": name},
        _("Have a code sent to you by mail, or try again in a few minutes."),
        status=BAD_GATEWAY,
    )


def refusal(sociallogin: SocialLogin) -> Forbidden:
    """Return why somebody whom the provider knows does not come in, and what she can do."""
    told = {
        "provider": sociallogin.provider.name,
        "email": next((a.email for a in sociallogin.email_addresses), ""),
    }
    if not told["email"]:
        message = _("%(provider)s does not tell us your e-mail address.")
    elif not any(address.verified for address in sociallogin.email_addresses):
        message = _("%(provider)s has not checked that the address %(email)s is yours.")
    else:
        return Forbidden(
            "sign_in.not_invited",
            _("Nobody has invited the address %(email)s yet.") % told,
            _(
                "If you were invited at another address, have a code sent to it. Otherwise ask your organisation, "
                "your regional association or the head office for an invitation."
            ),
        )
    return Forbidden(
        "sign_in.address_unverified", message % told,
        _("Have a code sent to the address of your invitation: it proves that the mailbox is yours."),
    )  # fmt: skip
