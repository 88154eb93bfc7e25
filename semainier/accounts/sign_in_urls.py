"""The pages of allauth that we show: code by mail, passkeys, sessions. Passwords and sign-up have no address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", account.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("acces/", account.signup, name="account_signup"),  # says that access comes by invitation
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/acces/", account.reauthenticate, name="account_reauthenticate"),
    path("cles/", include("allauth.mfa.webauthn.urls")),
    path("cles/", mfa.index, name="mfa_index"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
if settings.OIDC_ENABLED:
    urlpatterns.append(path("", include("allauth.socialaccount.providers.openid_connect.urls")))
    urlpatterns.append(path("", include("allauth.socialaccount.urls")))
