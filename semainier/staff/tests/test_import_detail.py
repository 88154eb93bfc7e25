"""What a file would do, line by line; applying it; correcting what was refused."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.accounts.personal_data import export
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.events.imports.upstream import forget_source
from semainier.events.models import Event
from semainier.events.services.declare import update_event
from semainier.events.tests.agendas import entry
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.siren import complete
from semainier.staff.models import ImportKind, ImportRun
from semainier.staff.services.imports import Applying, apply_import, check_import
from semainier.staff.services.purge import purge_imports
from semainier.staff.tests.factories import SIREN, content_of, make_agenda_run, make_run
from semainier.territories.models import Department

pytestmark = pytest.mark.usefixtures("federation")


def labels(response: Any) -> list[str]:
    return [row.label for row in response.context["page_obj"]]


def test_it_shows_verdicts_with_filters_and_what_to_correct(head: Client, fede: User):
    run = make_run(fede)
    url = reverse("staff:import_detail", args=[run.pk])

    assert labels(head.get(url)) == ["Logis d’Oc", "Autre"]
    assert labels(head.get(url, {"verdict": "refused"})) == ["Autre"]
    assert labels(head.get(url, {"q": "logis"})) == ["Logis d’Oc"]
    page = head.get(url).content.decode()
    assert "Aucun département ne s’appelle «\u00a099\u00a0»" in page
    assert "Enregistrer cette ligne" in page


def test_lines_that_change_nothing_are_left_out_at_first(head: Client, fede: User, org_a: Organisation):
    run = make_run(fede, [org_a.siren, org_a.name, "33", ""])
    url = reverse("staff:import_detail", args=[run.pk])

    assert labels(head.get(url)) == []
    assert "Chaque ligne dit ce qui est déjà enregistré" in head.get(url).content.decode()
    assert labels(head.get(url, {"verdict": "all"})) == [org_a.name]


def test_old_and_new_value_stand_side_by_side(head: Client, fede: User, org_a: Organisation):
    run = make_run(fede, [org_a.siren, "Deux-Rives", "33", ""])

    page = head.get(reverse("staff:import_detail", args=[run.pk])).content.decode()

    assert "<del>Habitat des Deux-Rives</del> <ins>Deux-Rives</ins>" in page


def test_applied_it_writes_the_good_lines_once(head: Client, fede: User):
    run = make_run(fede)
    url = reverse("staff:import_apply", args=[run.pk])

    first = head.post(url, follow=True).content.decode()
    second = head.post(url, follow=True).content.decode()

    run.refresh_from_db()
    assert [o.name for o in Organisation.objects.members()] == ["Logis d’Oc"]
    assert (run.state, run.applied_by, run.created) == ("applied", fede, 1)
    assert "1 ligne est enregistrée" in first
    assert "avait déjà été appliqué" in second


def test_when_something_changed_since_the_check_nothing_is_written(head: Client, fede: User):
    run = make_run(fede)
    create_organisation(name="Déjà là", siren=SIREN, department=Department.objects.get(code="33"), by=None)

    page = head.post(reverse("staff:import_apply", args=[run.pk]), follow=True).content.decode()

    run.refresh_from_db()
    assert (run.state, run.created, run.changed) == ("checked", 0, 1)
    assert Organisation.objects.members().get().name == "Déjà là"
    assert "Quelque chose a changé depuis la vérification" in page
    assert apply_import(run=run, by=fede) is Applying.DONE
    assert Organisation.objects.members().get().name == "Logis d’Oc"


def test_refused_lines_are_downloaded_corrected_and_sent_again(head: Client, fede: User):
    other = complete("31207500")
    run = make_run(fede, [SIREN, "=1+1", "33", ""], [other, "Autre", "99", ""])

    text = content_of(head.get(reverse("staff:import_refused", args=[run.pk])))

    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["colonne"], row["enseigne"]) for row in rows] == [
        ("enseigne", "#FORMULE! =1+1"), ("departement", "Autre"),
    ]  # fmt: skip
    assert rows[1]["motif"].startswith("Aucun département")
    again = SimpleUploadedFile("corrige.csv", text.replace(";99;", ";59;").encode())
    second = check_import(kind=ImportKind.ORGANISATIONS, edition=None, file=again, by=fede)
    assert (second.created, second.refused, second.report.unknown_columns) == (1, 1, [])


def test_a_refused_file_is_not_applied(head: Client, fede: User):
    bad = SimpleUploadedFile("photo.png", b"\x89PNG\x00")
    run = check_import(kind=ImportKind.ORGANISATIONS, edition=None, file=bad, by=fede)

    response = head.post(reverse("staff:import_apply", args=[run.pk]))

    assert (response.status_code, response["X-Error-Code"]) == (409, "import.file_refused")


def test_after_90_days_the_content_is_forgotten_and_the_counts_stay(
    head: Client, fede: User, frozen_clock: dt.datetime
):
    run = make_run(fede)
    path = run.file.name

    assert purge_imports() == 0
    with clock.at(frozen_clock + dt.timedelta(days=91)):
        assert (purge_imports(), purge_imports()) == (1, 0)

    run.refresh_from_db()
    assert (run.stored_report, bool(run.file), run.created, default_storage.exists(path)) == (
        {},
        False,
        1,
        False,
    )
    assert "n’est plus conservé" in head.get(reverse("staff:import_detail", args=[run.pk])).content.decode()
    with pytest.raises(Conflict) as refusal:
        apply_import(run=run, by=fede)
    assert refusal.value.code == "import.forgotten"


def test_a_person_is_told_of_the_files_she_sent(fede: User):
    make_run(fede)

    assert export(fede)["staff"]["imports"][0]["file_name"] == "membres.csv"


def test_it_costs_the_same_for_one_line_and_for_three(
    head: Client, fede: User, django_assert_num_queries: Any
):
    lines = [[complete(f"6000000{n}"), f"Logis {n}", "33", ""] for n in range(3)]
    for count in (1, 3):
        run = make_run(fede, *lines[:count])
        with django_assert_num_queries(6):
            head.get(reverse("staff:import_detail", args=[run.pk]))
    assert ImportRun.objects.count() == 2


def test_an_agenda_is_applied_from_what_was_read(
    head: Client, fede: User, committed: Edition, org_a: Organisation
):
    run = make_agenda_run(fede, committed, entry(), organisation=org_a)
    page = head.get(reverse("staff:import_detail", args=[run.pk])).content.decode()
    assert "Cet agenda est nouveau ici" in page

    head.post(reverse("staff:import_apply", args=[run.pk]))

    run.refresh_from_db()
    event = Event.objects.get()
    assert (run.state, event.source, event.moderation) == ("applied", run.source, "submitted")


def test_what_is_gone_stands_below_without_a_line(
    head: Client, fede: User, committed: Edition, org_a: Organisation
):
    for entries in ((entry(), entry(uid=2, title="Autre")), (entry(),)):
        run = make_agenda_run(fede, committed, *entries, organisation=org_a)
        apply_import(run=run, by=fede)

    page = head.get(reverse("staff:import_detail", args=[run.pk])).content.decode()

    assert (labels(head.get(reverse("staff:import_detail", args=[run.pk]))), run.changed) == (["Autre"], 1)
    assert ("<ins>disparu</ins>" in page, ">—</td>" in page) == (True, True)


def test_refused_events_are_corrected_where_they_come_from(head: Client, fede: User, committed: Edition):
    run = make_agenda_run(fede, committed, entry())

    page = head.get(reverse("staff:import_detail", args=[run.pk])).content.decode()

    assert (run.refused, reverse("staff:import_refused", args=[run.pk]) in page) == (1, False)
    assert "source_name=ville" in page


def test_once_the_source_is_forgotten_its_report_is_not_applied(
    head: Client, fede: User, committed: Edition, org_a: Organisation
):
    run = make_agenda_run(fede, committed, entry(), organisation=org_a)
    forget_source(source=run.source, by=fede)

    response = head.post(reverse("staff:import_apply", args=[run.pk]))

    assert (response.status_code, response["X-Error-Code"]) == (409, "import.source_forgotten")


def test_when_the_event_changed_here_meanwhile_nothing_is_written(
    fede: User, committed: Edition, org_a: Organisation
):
    apply_import(run=make_agenda_run(fede, committed, entry(), organisation=org_a), by=fede)
    run = make_agenda_run(fede, committed, entry(title="Le grand verger"), organisation=org_a)
    update_event(event=Event.objects.get(), by=fede, title="Notre verger")

    assert apply_import(run=run, by=fede) is Applying.OUTDATED
    assert Event.objects.get().title == "Notre verger"
