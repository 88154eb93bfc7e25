"""Addresses of home."""

from django.urls import URLPattern, path

from semainier.home import views

app_name = "home"
urlpatterns: list[URLPattern] = [
    # /
    path("", views.home, name="home"),
    path("espace/", views.space, name="space"),
    path("mentions-legales/", views.legal, name="legal"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("attributions/", views.attributions, name="attributions"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
