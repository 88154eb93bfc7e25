"""Addresses of the moderation desk."""

from django.urls import path

from semainier.events.views import alerts, bulk, decisions, delays, desk, messages, presets, trust

# /bureau/moderation/
urlpatterns = [
    path("bureau/moderation/", desk.queue, name="queue"),
    path("bureau/moderation.csv", desk.queue_csv, name="queue_csv"),
    path("bureau/moderation/lot/", bulk.queue_bulk, name="queue_bulk"),
    path("bureau/moderation/<uuid:uid>/", desk.queue_item, name="queue_item"),
    path("bureau/moderation/<uuid:uid>/carte.geojson", desk.queue_points, name="queue_points"),
    path("bureau/moderation/<uuid:uid>/publier/", decisions.event_publish, name="event_publish"),
    path(
        "bureau/moderation/<uuid:uid>/demander/",
        decisions.event_request_changes,
        name="event_request_changes",
    ),
    path("bureau/moderation/<uuid:uid>/refuser/", decisions.event_refuse, name="event_refuse"),
    path("bureau/moderation/<uuid:uid>/relu/", decisions.event_acknowledge, name="event_acknowledge"),
    path("bureau/moderation/<uuid:uid>/lire/", decisions.event_claim, name="event_claim"),
    path("bureau/moderation/<uuid:uid>/reprendre/", decisions.event_take_over, name="event_take_over"),
    path("bureau/moderation/<uuid:uid>/rendre/", decisions.event_release, name="event_release"),
    path("bureau/moderation/<uuid:uid>/message/", messages.desk_message_create, name="desk_message_create"),
    path("bureau/moderation/signalements/<int:alert_id>/", alerts.alert_settle, name="alert_settle"),
    path("bureau/moderation/phrases/", presets.preset_list, name="preset_list"),
    path("bureau/moderation/phrases/nouvelle/", presets.preset_create, name="preset_create"),
    path("bureau/moderation/phrases/reprises/", presets.preset_adopt, name="preset_adopt"),
    path("bureau/moderation/phrases/<int:preset_id>/modifier/", presets.preset_edit, name="preset_edit"),
    path("bureau/moderation/phrases/<int:preset_id>/supprimer/", presets.preset_delete, name="preset_delete"),
    path("bureau/moderation/confiance/", trust.trust_list, name="trust_list"),
    path("bureau/moderation/confiance/<int:organisation_id>/accorder/", trust.trust_give, name="trust_give"),
    path("bureau/moderation/confiance/<int:organisation_id>/retirer/", trust.trust_end, name="trust_end"),
    path("bureau/moderation/delais/", delays.delay_statistics, name="delay_statistics"),
    path("bureau/moderation/delais.csv", delays.delay_statistics_csv, name="delay_statistics_csv"),
]
