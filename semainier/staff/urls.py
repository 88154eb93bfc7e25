"""Addresses of the federation's back office, all under /bureau/."""

from django.urls import path

from semainier.staff.views import imports

app_name = "staff"
urlpatterns = [
    # /bureau/imports/
    path("bureau/imports/", imports.import_list, name="import_list"),
    path("bureau/imports/nouveau/", imports.import_create, name="import_create"),
    path("bureau/imports/modele/<slug:kind>.csv", imports.import_model, name="import_model"),
    path("bureau/imports/<int:run_id>/", imports.import_detail, name="import_detail"),
    path("bureau/imports/<int:run_id>/a-corriger.csv", imports.import_refused, name="import_refused"),
    path("bureau/imports/<int:run_id>/appliquer/", imports.import_apply, name="import_apply"),
]
