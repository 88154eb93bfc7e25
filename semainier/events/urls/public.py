"""Addresses for everybody, in the order of the menu; each begins with the word of the edition."""

from django.urls import URLPattern, path

from semainier.events.views import feeds, public

urlpatterns: list[URLPattern] = [
    # <edition>/
    path("<slug:edition>/", public.week, name="week"),
    path("<slug:edition>/programme/", public.programme, name="programme"),
    path("<slug:edition>/programme/<slug:slug>/", public.event_public, name="event_public"),
    path("<slug:edition>/carte/", public.map, name="map"),
    # <edition>/programme.*
    path("<slug:edition>/programme.ics", feeds.programme_ics, name="programme_ics"),
    path("<slug:edition>/programme.rss", feeds.programme_rss, name="programme_rss"),
    path("<slug:edition>/programme.json", feeds.programme_json, name="programme_json"),
    path("<slug:edition>/programme.geojson", feeds.programme_geojson, name="programme_geojson"),
    path("<slug:edition>/programme.csv", feeds.programme_csv, name="programme_csv"),
    path("<slug:edition>/programme/<slug:slug>.ics", feeds.event_ics, name="event_ics"),
]
