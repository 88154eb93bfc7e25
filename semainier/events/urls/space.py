"""Addresses of the members' side: the list, the form, one event, its outcome, pictures."""

from django.urls import URLPattern, path

from semainier.events.views import outcome, pictures, plans, proposals, space, typing

urlpatterns: list[URLPattern] = [
    # /espace/evenements/
    path("espace/evenements/", space.event_list, name="event_list"),
    path(
        "espace/evenements/nouveau/<int:organisation_id>/<slug:edition>/",
        space.event_create,
        name="event_create",
    ),
    path("espace/evenements/reconduire/", plans.carry_list, name="carry_list"),
    path(
        "espace/evenements/doublons/<int:organisation_id>/<slug:edition>/",
        typing.event_doubles,
        name="event_doubles",
    ),
    path(
        "espace/evenements/brouillon/<int:organisation_id>/<slug:edition>/",
        typing.event_draft,
        name="event_draft",
    ),
    path("espace/evenements/<uuid:uid>/brouillon/", typing.event_autosave, name="event_autosave"),
    path("espace/evenements/<uuid:uid>/", space.event_detail, name="event_detail"),
    path("espace/evenements/<uuid:uid>/modifier/", space.event_edit, name="event_edit"),
    path("espace/evenements/<uuid:uid>/apercu/", space.event_preview, name="event_preview"),
    path("espace/evenements/<uuid:uid>/soumettre/", space.event_submit, name="event_submit"),
    path("espace/evenements/<uuid:uid>/retirer/", space.event_withdraw, name="event_withdraw"),
    path("espace/evenements/<uuid:uid>/reprendre/", space.event_reopen, name="event_reopen"),
    path("espace/evenements/<uuid:uid>/supprimer/", space.event_delete, name="event_delete"),
    path("espace/evenements/<uuid:uid>/confirmer/", space.event_confirm, name="event_confirm"),
    path("espace/evenements/<uuid:uid>/decliner/", proposals.event_decline, name="event_decline"),
    path("espace/evenements/<uuid:uid>/statut/", plans.event_status, name="event_status"),
    path("espace/evenements/<uuid:uid>/rattacher/", plans.event_parent, name="event_parent"),
    path("espace/evenements/<uuid:uid>/reconduire/", plans.event_carry, name="event_carry"),
    path("espace/evenements/<uuid:uid>/resultat/", outcome.outcome_edit, name="outcome_edit"),
    # /resultat/
    path("resultat/<str:token>/", outcome.outcome_give, name="outcome_give"),
    # /media/
    path("media/events/<int:year>/<str:name>", pictures.event_picture, name="event_picture"),
    path("media/outcomes/<int:year>/<str:name>", pictures.outcome_photo, name="outcome_photo"),
    path("media/kept/<str:word>/", pictures.picture_kept, name="picture_kept"),
]
