"""Where allauth meets Semainier: mails go to the outbox, nobody signs up alone, a passkey is another way in."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

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

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Do nothing: the address names the person."""

    def _sign_in_url(self) -> str:

        return absolute_url("account_login")
