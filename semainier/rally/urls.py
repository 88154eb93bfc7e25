"""Addresses of the reminders, all under /bureau/relances/."""

from django.urls import path

from semainier.rally.views import reminders, segments, sendings, tags, templates

app_name = "rally"
urlpatterns = [
    # /bureau/relances/
    path("bureau/relances/", sendings.sending_list, name="sending_list"),
    path("bureau/relances/nouvelle/", sendings.sending_create, name="sending_create"),
    path("bureau/relances/nouvelle/verifier/", sendings.sending_check, name="sending_check"),
    path("bureau/relances/nouvelle/envoyer/", sendings.sending_confirm, name="sending_confirm"),
    path("bureau/relances/envois/<int:sending_id>/", sendings.sending_detail, name="sending_detail"),
    path(
        "bureau/relances/envois/<int:sending_id>/export.csv", sendings.sending_export, name="sending_export"
    ),
    path("bureau/relances/envois/<int:sending_id>/annuler/", sendings.sending_cancel, name="sending_cancel"),
    # /bureau/relances/segments/
    path("bureau/relances/segments/", segments.segment_list, name="segment_list"),
    path("bureau/relances/segments/nouveau/", segments.segment_create, name="segment_create"),
    path("bureau/relances/segments/<int:segment_id>/", segments.segment_detail, name="segment_detail"),
    path(
        "bureau/relances/segments/<int:segment_id>/export.csv", segments.segment_export, name="segment_export"
    ),
    path("bureau/relances/segments/<int:segment_id>/modifier/", segments.segment_edit, name="segment_edit"),
    path(
        "bureau/relances/segments/<int:segment_id>/supprimer/", segments.segment_delete, name="segment_delete"
    ),
    # /bureau/relances/modeles/
    path("bureau/relances/modeles/", templates.template_list, name="template_list"),
    path("bureau/relances/modeles/nouveau/", templates.template_create, name="template_create"),
    path(
        "bureau/relances/modeles/<int:template_id>/modifier/", templates.template_edit, name="template_edit"
    ),
    path(
        "bureau/relances/modeles/<int:template_id>/supprimer/",
        templates.template_delete,
        name="template_delete",
    ),
    path("bureau/relances/modeles/<slug:code>/apercu/", templates.template_preview, name="template_preview"),
    path("bureau/relances/modeles/<slug:code>/essai/", templates.template_test, name="template_test"),
    # /bureau/relances/etiquettes/
    path("bureau/relances/etiquettes/", tags.tag_list, name="tag_list"),
    path("bureau/relances/etiquettes/poser/", tags.tag_set, name="tag_set"),
    path("bureau/relances/etiquettes/poser/ajouter/", tags.tag_add, name="tag_add"),
    path("bureau/relances/etiquettes/poser/retirer/", tags.tag_remove, name="tag_remove"),
    path("bureau/relances/etiquettes/supprimer/<path:name>/", tags.tag_delete, name="tag_delete"),
    # /bureau/relances/automatiques/
    path("bureau/relances/automatiques/", reminders.reminder_list, name="reminder_list"),
    path("bureau/relances/automatiques/<slug:matter>/", reminders.reminder_switch, name="reminder_switch"),
]
