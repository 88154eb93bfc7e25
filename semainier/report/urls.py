"""Addresses of the report: the board, the bilan of the desk, the published one."""

from django.urls import path

from semainier.report.views import bilan, board, follow, snapshots

app_name = "report"
urlpatterns = [
    # /bureau/participation/
    path("bureau/participation/", board.participation_current, name="participation_current"),
    path("bureau/participation/<slug:edition>/", board.participation, name="participation"),
    path(
        "bureau/participation/<slug:edition>/organismes/", board.participation_list, name="participation_list"
    ),
    path(
        "bureau/participation/<slug:edition>/organismes.csv",
        board.participation_csv,
        name="participation_csv",
    ),
    path(
        "bureau/participation/<slug:edition>/organismes.xlsx",
        board.participation_xlsx,
        name="participation_xlsx",
    ),
    path(
        "bureau/participation/<slug:edition>/inviter/",
        board.participation_invite,
        name="participation_invite",
    ),
    path("bureau/participation/<slug:edition>/carte/", board.participation_map, name="participation_map"),
    path(
        "bureau/participation/<slug:edition>/suivre/",
        follow.participation_follow,
        name="participation_follow",
    ),
    path(
        "bureau/participation/<slug:edition>/organismes/<int:listed_id>/",
        follow.member_follow,
        name="member_follow",
    ),
    path(
        "bureau/participation/<slug:edition>/organismes/<int:listed_id>/contact/",
        follow.contact_note,
        name="contact_note",
    ),
    path(
        "bureau/participation/<slug:edition>/organismes/<int:listed_id>/contact/<int:note_id>/retirer/",
        follow.contact_forget,
        name="contact_forget",
    ),
    path(
        "bureau/participation/<slug:edition>/organismes/<int:listed_id>/suivi/",
        follow.member_assign,
        name="member_assign",
    ),
    # /bureau/bilan/
    path("bureau/bilan/", bilan.bilan_current, name="bilan_current"),
    path("bureau/bilan/<slug:edition>/", bilan.bilan, name="bilan"),
    path("bureau/bilan/<slug:edition>/bilan.pdf", bilan.bilan_pdf, name="bilan_pdf"),
    path("bureau/bilan/<slug:edition>/bilan.xlsx", bilan.bilan_xlsx, name="bilan_xlsx"),
    path("bureau/bilan/<slug:edition>/releves/", snapshots.snapshot_publish, name="snapshot_publish"),
    path("bureau/bilan/<slug:edition>/annonces/", snapshots.snapshot_announce, name="snapshot_announce"),
    path("bureau/bilan/<slug:edition>/figer/", snapshots.edition_freeze, name="edition_freeze"),
    # public
    path("<slug:edition>/bilan/", bilan.bilan_public, name="bilan_public"),
]
