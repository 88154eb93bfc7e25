"""Send a file: it is checked at once, and nothing is written."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.events.imports import COLUMNS as EVENT_COLUMNS
from semainier.events.models import Event
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportRun
from semainier.staff.tests.factories import SIREN, content_of, upload

URL = "staff:import_create"


def test_a_file_of_organisations_is_checked(head: Client, federation: Organisation):
    response = head.post(reverse(URL), {"kind": "organisations", "file": upload([SIREN, "Logis", "33", ""])})

    run = ImportRun.objects.get()
    assert response["Location"] == reverse("staff:import_detail", args=[run.pk])
    assert (run.state, run.created, run.file_name) == ("checked", 1, "membres.csv")
    assert run.file.name.startswith("imports/")
    assert not Organisation.objects.members().exists()


def test_a_file_of_events_needs_its_edition(head: Client, committed: Edition, org_a: Organisation):
    header = ["identifiant", "organisme_siren", "titre", "debut", "fin"]
    row = ["E-1", org_a.siren, "Le verger", "", ""]

    without = head.post(reverse(URL), {"kind": "events", "file": upload(row, header=header)})
    assert list(without.context["form"].errors) == ["edition"]

    head.post(reverse(URL), {"kind": "events", "edition": committed.slug, "file": upload(row, header=header)})
    run = ImportRun.objects.get()
    assert (run.edition, run.created) == (committed, 1)
    assert not Event.objects.exists()


def test_a_bad_file_is_kept_as_refused_without_its_content(head: Client):
    file = SimpleUploadedFile("membres.xlsx", b"PK\x03\x04 nothing more")

    response = head.post(reverse(URL), {"kind": "organisations", "file": file}, follow=True)

    run = ImportRun.objects.get()
    assert (run.state, run.error_code, bool(run.file)) == ("refused", "spreadsheet.unreadable", False)
    assert "Le fichier est abîmé" in response.content.decode()


def test_no_file_or_an_empty_one_is_told(head: Client):
    for data in ({}, {"file": SimpleUploadedFile("membres.csv", b"")}):
        response = head.post(reverse(URL), {"kind": "organisations", **data})
        assert list(response.context["form"].errors) == ["file"]


def test_the_model_holds_the_columns(head: Client):
    response = head.get(reverse("staff:import_model", args=["events"]))

    assert content_of(response) == ";".join(column.name for column in EVENT_COLUMNS) + "\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="semainier-events.csv"'


def test_the_page_opens_on_what_was_asked_for(head: Client, edition: Edition):
    form = head.get(reverse(URL), {"kind": "events", "edition": edition.slug}).context["form"]

    assert (form.initial["kind"], form["edition"].value()) == ("events", edition.slug)
