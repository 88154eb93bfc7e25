"""Addresses of the moderation desk."""

from django.urls import path

from semainier.events.views import desk

# /bureau/moderation/
urlpatterns = [
    path("bureau/moderation/", desk.queue, name="queue"),
    path("bureau/moderation.csv", desk.queue_csv, name="queue_csv"),
    path("bureau/moderation/lot/", desk.queue_bulk, name="queue_bulk"),
    path("bureau/moderation/<uuid:uid>/", desk.queue_item, name="queue_item"),
    path("bureau/moderation/<uuid:uid>/publier/", desk.event_publish, name="event_publish"),
    path("bureau/moderation/<uuid:uid>/demander/", desk.event_request_changes, name="event_request_changes"),
    path("bureau/moderation/<uuid:uid>/refuser/", desk.event_refuse, name="event_refuse"),
    path("bureau/moderation/<uuid:uid>/relu/", desk.event_acknowledge, name="event_acknowledge"),
]
