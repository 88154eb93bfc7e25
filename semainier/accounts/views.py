"""A person's own page: name, language, passkeys, her data."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from semainier.accounts import personal_data
from semainier.accounts.forms import ProfileForm
from semainier.accounts.services import erase_user, update_profile
from semainier.core.decorators import signed_in
from semainier.core.http import SignedInRequest


@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change what a person says of herself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        update_profile(user=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).count()
    return render(request, "accounts/profile.html", {"form": form, "passkeys": passkeys})


@signed_in
def personal_data_export(request: SignedInRequest) -> JsonResponse:
    """Give a person everything that is kept about her."""
    response = JsonResponse(
        personal_data.export(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="semainier.json"'
    return response


@signed_in
def profile_erase(request: SignedInRequest) -> HttpResponse:
    """Ask, then forget the person and end her session."""
    if request.method != "POST":
        return render(request, "accounts/profile_erase.html")
    user = request.user
    erase_user(user=user, by=user)
    logout(request)
    messages.success(
        request, _("Your account is erased. What your organisation declared stays, without your name.")
    )
    return redirect("home:home")
