"""Send a file: it is checked at once, and nothing is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.events.imports import COLUMNS as EVENT_COLUMNS
from semainier.events.models import Event, Source
from semainier.events.tests.agenda_server import serving
from semainier.events.tests.agendas import calendar, entry, openagenda, vevent
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportRun
from semainier.staff.tests.factories import SIREN, content_of, make_agenda_run, upload

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


def test_an_agenda_is_checked_and_its_source_is_kept(head: Client, committed: Edition, org_a: Organisation):
    file = SimpleUploadedFile("agenda-ville.ics", calendar(vevent()).getvalue())
    asked = {"kind": "events", "edition": committed.slug, "organisation": org_a.siren, "file": file}

    response = head.post(reverse(URL), asked)

    run = ImportRun.objects.get()
    assert response["Location"] == reverse("staff:import_detail", args=[run.pk])
    assert (run.created, run.source.name, run.source.organisation) == (1, "agenda-ville", org_a)
    assert (run.source.kind, run.source.last_read_at) == ("icalendar", run.created_at)
    assert not Event.objects.exists()


def test_an_address_is_checked(head: Client, committed: Edition, org_a: Organisation):
    with serving() as server:
        address = server.give("/ville.json?key=secret", openagenda(entry()).getvalue())
        head.post(
            reverse(URL),
            {"kind": "events", "edition": committed.slug, "organisation": org_a.name, "address": address},
        )

    run = ImportRun.objects.get()
    assert (run.state, run.created, run.file_name) == ("checked", 1, f"{server.host}/ville.json")
    assert (run.source.url, run.source.name) == (address, f"{server.host}/ville.json")
    with run.file.open() as kept:
        assert kept.read() == openagenda(entry()).getvalue()


def test_what_cannot_be_read_there_is_kept_as_refused(head: Client, committed: Edition):
    with serving() as server:
        address = server.give("/page", b"<!doctype html>")
        for path in (address, f"{address}/nothing"):
            head.post(reverse(URL), {"kind": "events", "edition": committed.slug, "address": path})

    codes = list(ImportRun.objects.order_by("pk").values_list("state", "error_code", "source"))
    assert codes == [("refused", "agenda.not_an_agenda", None), ("refused", "agenda.no_answer", None)]
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"address": "https://ailleurs.example/a.ics"}, "address"),
        ({"address": "ftp://agenda.example/a.ics"}, "address"),
        ({"address": "https://agenda.example/a.ics", "file": "both"}, "address"),
        ({"file": "one", "organisation": "Mairie"}, "organisation"),
        ({}, "file"),
    ],
)
@override_settings(IMPORT_HOSTS=["agenda.example"])
def test_what_was_asked_for_wrongly_is_told(
    head: Client, committed: Edition, asked: dict[str, str], wrong: str
):
    files = {"file": SimpleUploadedFile("a.ics", b"BEGIN:VCALENDAR")} if "file" in asked else {}

    response = head.post(reverse(URL), {"kind": "events", "edition": committed.slug, **asked, **files})

    assert list(response.context["form"].errors) == [wrong]
    assert not ImportRun.objects.exists()


def test_without_allowed_hosts_no_address_is_asked_for(head: Client):
    assert "address" not in head.get(reverse(URL)).context["form"].fields
    with override_settings(IMPORT_HOSTS=["agenda.example"]):
        assert "agenda.example" in head.get(reverse(URL)).content.decode()


def test_a_file_of_organisations_has_no_source(head: Client, federation: Organisation):
    asked = {"kind": "organisations", "source_name": "Ville", "file": upload([SIREN, "Logis", "33", ""])}

    head.post(reverse(URL), asked)

    assert ImportRun.objects.get().source is None


def test_an_agenda_of_another_organisation_is_refused(
    head: Client, fede: User, committed: Edition, org_a: Organisation, org_b: Organisation
):
    make_agenda_run(fede, committed, entry(), organisation=org_a)

    second = make_agenda_run(fede, committed, entry(), organisation=org_b)

    assert (second.state, second.error_code) == ("refused", "source.other_organisation")
