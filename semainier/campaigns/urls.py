"""Addresses of the frame: the charter that an organisation accepts, the colours of an edition."""

from django.urls import path

from semainier.campaigns.views import commitment
from semainier.campaigns.views import help as help_pages

app_name = "campaigns"
urlpatterns = [
    # /participer/
    path("participer/<str:token>/", commitment.edition_invitation, name="edition_invitation"),
    path(
        "participer/<str:token>/continuer/",
        commitment.edition_invitation_open,
        name="edition_invitation_open",
    ),
    # /espace/engagement/
    path(
        "espace/engagement/<int:organisation_id>/<slug:edition>/",
        commitment.commitment_sign,
        name="commitment_sign",
    ),
    path(
        "espace/engagement/<int:organisation_id>/<slug:edition>/retirer/",
        commitment.commitment_withdraw,
        name="commitment_withdraw",
    ),
    # /espace/aide/
    path("espace/aide/<int:organisation_id>/<slug:edition>/", help_pages.help_ask, name="help_ask"),
    path("espace/aide/demandes/<int:request_id>/regler/", help_pages.help_settle, name="help_settle"),
    # /bureau/aide/
    path("bureau/aide/", help_pages.help_current, name="help_current"),
    path("bureau/aide/demandes/<int:request_id>/", help_pages.help_answer, name="help_answer"),
    path("bureau/aide/<slug:edition>/", help_pages.help_list, name="help_list"),
    # /<edition>/
    path("<slug:edition>/identite.css", commitment.identity_css, name="identity_css"),
]
