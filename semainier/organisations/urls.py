"""Addresses of invitations and of an organisation's own pages."""

from django.urls import path

from semainier.organisations import views

app_name = "organisations"
urlpatterns = [
    # /invitation/
    path("invitation/<str:token>/", views.invitation_detail, name="invitation_detail"),
    path("invitation/<str:token>/accepter/", views.invitation_accept, name="invitation_accept"),
    # /espace/organismes/
    path("espace/organismes/<int:organisation_id>/", views.organisation_detail, name="organisation_detail"),
    path(
        "espace/organismes/<int:organisation_id>/modifier/", views.organisation_edit, name="organisation_edit"
    ),
    path("espace/organismes/<int:organisation_id>/inviter/", views.person_invite, name="person_invite"),
    path(
        "espace/organismes/<int:organisation_id>/invitations/<int:invitation_id>/retirer/",
        views.invitation_revoke,
        name="invitation_revoke",
    ),
    path(
        "espace/organismes/<int:organisation_id>/personnes/<int:membership_id>/retirer/",
        views.membership_end,
        name="membership_end",
    ),
    path(
        "espace/organismes/<int:organisation_id>/personnes/<int:membership_id>/transmettre/",
        views.membership_hand_over,
        name="membership_hand_over",
    ),
]
