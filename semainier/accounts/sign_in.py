"""Begin a sign-in by code for a person whose mailbox has just been proved by a link."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from semainier.accounts.models import User


def send_code_and_redirect(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    """Send a sign-in code and lead to the page where it is typed; who is signed in as this person goes on at once."""
    if request.user == user:
        return redirect(next_url)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': next_url})}")
