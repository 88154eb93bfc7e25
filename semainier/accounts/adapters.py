"""Where allauth meets Semainier: mails go to the outbox, nobody signs up alone, a passkey is another way in."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.mailings.services import queue_mail, queue_template_mail
from semainier.mailings.states import Priority

# allauth's name of a mail -> our kind and template.
_TEMPLATES = {
    "account/email/login_code": ("sign_in_code", "accounts/emails/sign_in_code"),
    "account/email/unknown_account": ("sign_in_unknown", "accounts/emails/sign_in_unknown"),
}
# allauth's name of what happened -> our template.
_NOTICES = {
    "mfa/email/webauthn_added": "accounts/emails/passkey_added",
    "mfa/email/webauthn_removed": "accounts/emails/passkey_removed",
    "socialaccount/email/account_connected": "accounts/emails/provider_connected",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The account adapter named in the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation only."""
        return False

    def get_login_stages(self) -> list[str]:
        """Ask one proof: the code or the passkey. A passkey is not a second factor, so that losing it locks nobody out."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail; sign-in codes leave first and are purged."""
        language = (get_language() or "fr")[:2]
        if template_prefix in _TEMPLATES:
            kind, template = _TEMPLATES[template_prefix]
            queue_template_mail(
                kind=kind,
                template=template,
                to_email=email,
                language=language,
                priority=Priority.CODE,
                sensitive=True,
                expires_at=clock.now() + dt.timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
                context={"code": context.get("code", ""), "email": email, "url": self._sign_in_url()},
            )
            return
        message = self.render_mail(template_prefix, email, context)
        queue_mail(
            kind="account", to_email=email, subject=message.subject, text=str(message.body), language=language
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person that there is one way more, or less, into her account."""
        if template_prefix not in _NOTICES:
            return
        provider = str((context or {}).get("provider", ""))
        url = absolute_url("mfa_list_webauthn", language=user.language)
        queue_template_mail(
            kind="account",
            template=_NOTICES[template_prefix],
            user=user,
            context={"email": user.email, "url": url, "provider": provider},
        )

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Do nothing: the address names the person."""

    def _sign_in_url(self) -> str:
        return absolute_url("account_login")


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The adapter of passkeys named in the settings."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This passkey is not known here. Have a code sent to you."),
    }
