"""The pages of allauth that we show: code by mail, passkeys, sessions. Passwords and sign-up have no address."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import path

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", account.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("acces/", account.signup, name="account_signup"),  # says that access comes by invitation
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("cles/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/", passkeys.list_webauthn, name="mfa_index"),  # where allauth goes after a key was added
    path("cles/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("cles/keys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("cles/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
if settings.OIDC_ENABLED:
    from semainier.accounts import provider_views  # its tables are those of an optional app

    urlpatterns += [
        path("connexion/fournisseur/", provider_views.provider_sign_in, name="provider_sign_in"),
        path("connexion/fournisseur/retour/", provider_views.provider_return, name="provider_return"),
    ]
