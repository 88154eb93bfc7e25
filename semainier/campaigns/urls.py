"""Addresses of the frame: the charter that an organisation accepts, the colours of an edition."""

from django.urls import path

from semainier.campaigns import views

app_name = "campaigns"
urlpatterns = [
    # /espace/engagement/
    path(
        "espace/engagement/<int:organisation_id>/<slug:edition>/",
        views.commitment_sign,
        name="commitment_sign",
    ),
    path(
        "espace/engagement/<int:organisation_id>/<slug:edition>/retirer/",
        views.commitment_withdraw,
        name="commitment_withdraw",
    ),
    # /<edition>/
    path("<slug:edition>/identite.css", views.identity_css, name="identity_css"),
]
