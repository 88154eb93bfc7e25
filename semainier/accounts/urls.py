"""Addresses of a person's own page."""

from django.urls import path

from semainier.accounts import views

app_name = "accounts"
urlpatterns = [
    # /espace/profil/
    path("espace/profil/", views.profile, name="profile"),
    path("espace/profil/donnees.json", views.personal_data_export, name="personal_data_export"),
    path("espace/profil/effacer/", views.profile_erase, name="profile_erase"),
]
