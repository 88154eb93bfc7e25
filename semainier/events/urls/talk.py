"""Addresses with which members and visitors speak to the desk."""

from django.urls import URLPattern, path

from semainier.events.views import alerts, history, messages

urlpatterns: list[URLPattern] = [
    path("espace/evenements/<uuid:uid>/message/", messages.message_create, name="message_create"),
    path("espace/evenements/<uuid:uid>/historique/", history.event_history, name="event_history"),
    path("<slug:edition>/programme/<slug:slug>/signaler/", alerts.alert_create, name="alert_create"),
    path("<slug:edition>/programme/<slug:slug>/signaler/merci/", alerts.alert_thanks, name="alert_thanks"),
]
