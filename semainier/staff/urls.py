"""Addresses of the federation's back office, all under /bureau/."""

from django.urls import path

from semainier.staff.views import (
    associations,
    desk,
    duplicates,
    edition_parts,
    editions,
    imports,
    members,
    merges,
    registry,
    sources,
)

app_name = "staff"
urlpatterns = [
    # /bureau/
    path("bureau/", desk.desk, name="desk"),
    # /bureau/editions/
    path("bureau/editions/", editions.edition_list, name="edition_list"),
    path("bureau/editions/nouvelle/", editions.edition_create, name="edition_create"),
    path("bureau/editions/<slug:edition>/", editions.edition_detail, name="edition_detail"),
    path("bureau/editions/<slug:edition>/modifier/", editions.edition_edit, name="edition_edit"),
    path("bureau/editions/<slug:edition>/phase/<slug:phase>/", editions.edition_phase, name="edition_phase"),
    path(
        "bureau/editions/<slug:edition>/mettre-en-avant/",
        editions.edition_make_current,
        name="edition_make_current",
    ),
    path("bureau/editions/<slug:edition>/themes/", edition_parts.edition_themes, name="edition_themes"),
    path("bureau/editions/<slug:edition>/objectifs/", edition_parts.edition_goals, name="edition_goals"),
    path("bureau/editions/<slug:edition>/charte/", edition_parts.edition_charter, name="edition_charter"),
    path("bureau/editions/<slug:edition>/couleurs/", edition_parts.edition_identity, name="edition_identity"),
    path(
        "bureau/editions/<slug:edition>/couleurs/apercu/",
        edition_parts.edition_identity_preview,
        name="edition_identity_preview",
    ),
    path(
        "bureau/editions/<slug:edition>/couleurs/apercu.css",
        edition_parts.edition_identity_css,
        name="edition_identity_css",
    ),
    # /bureau/editions/<edition>/membres/
    path("bureau/editions/<slug:edition>/membres/", members.listed_member_list, name="listed_member_list"),
    path(
        "bureau/editions/<slug:edition>/membres.csv",
        members.listed_member_export,
        name="listed_member_export",
    ),
    path(
        "bureau/editions/<slug:edition>/membres/ajouter/", members.listed_member_add, name="listed_member_add"
    ),
    path(
        "bureau/editions/<slug:edition>/membres/inviter/",
        members.listed_member_invite,
        name="listed_member_invite",
    ),
    path(
        "bureau/editions/<slug:edition>/membres/<int:listed_id>/retirer/",
        members.listed_member_remove,
        name="listed_member_remove",
    ),
    path(
        "bureau/editions/<slug:edition>/membres/<int:listed_id>/remettre/",
        members.listed_member_relist,
        name="listed_member_relist",
    ),
    # /bureau/organismes/
    path("bureau/organismes/", registry.organisation_list, name="organisation_list"),
    path("bureau/organismes.csv", registry.organisation_export, name="organisation_export"),
    path("bureau/organismes/nouveau/", registry.organisation_create, name="organisation_create"),
    path(
        "bureau/organismes/<int:organisation_id>/modifier/",
        registry.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "bureau/organismes/<int:organisation_id>/archiver/",
        registry.organisation_archive,
        name="organisation_archive",
    ),
    path(
        "bureau/organismes/<int:organisation_id>/restaurer/",
        registry.organisation_restore,
        name="organisation_restore",
    ),
    # /bureau/organismes/associations/
    path("bureau/organismes/associations/", associations.association_list, name="association_list"),
    path(
        "bureau/organismes/associations/nouvelle/", associations.association_create, name="association_create"
    ),
    path(
        "bureau/organismes/associations/<int:organisation_id>/modifier/",
        associations.association_edit,
        name="association_edit",
    ),
    # /bureau/organismes/familles/
    path("bureau/organismes/familles/", registry.family_list, name="family_list"),
    path("bureau/organismes/familles/nouvelle/", registry.family_create, name="family_create"),
    path("bureau/organismes/familles/<slug:code>/modifier/", registry.family_edit, name="family_edit"),
    path("bureau/organismes/familles/<slug:code>/supprimer/", registry.family_delete, name="family_delete"),
    # /bureau/doublons/
    path("bureau/doublons/", duplicates.duplicate_list, name="duplicate_list"),
    path("bureau/doublons/chercher/", duplicates.duplicate_search, name="duplicate_search"),
    path("bureau/doublons/fusions/", merges.merge_list, name="merge_list"),
    path("bureau/doublons/fusions/<slug:kind>/<int:merge_id>/", merges.merge_detail, name="merge_detail"),
    path("bureau/doublons/fusions/<slug:kind>/<int:merge_id>/defaire/", merges.merge_undo, name="merge_undo"),
    path("bureau/doublons/<slug:kind>/ecarter/", duplicates.duplicate_dismiss, name="duplicate_dismiss"),
    path(
        "bureau/doublons/<slug:kind>/reprendre/", duplicates.duplicate_reconsider, name="duplicate_reconsider"
    ),
    path("bureau/doublons/<slug:kind>/<int:key>/avec/", duplicates.duplicate_pick, name="duplicate_pick"),
    path(
        "bureau/doublons/<slug:kind>/<int:first>/<int:second>/",
        duplicates.duplicate_detail,
        name="duplicate_detail",
    ),
    path(
        "bureau/doublons/<slug:kind>/<int:survivor>/<int:loser>/fusionner/",
        duplicates.duplicate_merge,
        name="duplicate_merge",
    ),
    # /bureau/imports/
    path("bureau/imports/", imports.import_list, name="import_list"),
    path("bureau/imports/nouveau/", imports.import_create, name="import_create"),
    path("bureau/imports/modele/<slug:kind>.csv", imports.import_model, name="import_model"),
    path("bureau/imports/sources/", sources.source_list, name="source_list"),
    path("bureau/imports/sources/<int:source_id>/relire/", sources.source_read, name="source_read"),
    path("bureau/imports/sources/<int:source_id>/oublier/", sources.source_forget, name="source_forget"),
    path("bureau/imports/<int:run_id>/", imports.import_detail, name="import_detail"),
    path("bureau/imports/<int:run_id>/a-corriger.csv", imports.import_refused, name="import_refused"),
    path("bureau/imports/<int:run_id>/appliquer/", imports.import_apply, name="import_apply"),
    # /bureau/personnes/
    path("bureau/personnes/", desk.person_list, name="person_list"),
    path("bureau/personnes/<int:person_id>/donnees.json", desk.person_export, name="person_export"),
    path("bureau/personnes/<int:person_id>/effacer/", desk.person_erase, name="person_erase"),
    # /bureau/journal/
    path("bureau/journal/", desk.journal, name="journal"),
    path("bureau/journal.csv", desk.journal_export, name="journal_export"),
]
