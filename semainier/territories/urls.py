"""Addresses of the territories; the prefix is given in config/urls.py."""

from django.urls import path

from semainier.territories import views

app_name = "territories"
urlpatterns = [
    # communes/
    path("communes/", views.commune_suggest, name="commune_suggest"),
]
