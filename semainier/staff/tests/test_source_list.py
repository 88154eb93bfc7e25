"""The sources: what was read, reading again by hand and every day, which only reports."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.events.models import Event, Source
from semainier.events.tests.agenda_server import AgendaServer, serving
from semainier.events.tests.agendas import entry, openagenda
from semainier.mailings.worker import periodic
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportKind, ImportRun
from semainier.staff.services.imports import apply_import, check_import
from semainier.staff.services.sources import read_sources
from semainier.staff.tests.factories import make_agenda_run

URL = "staff:source_list"
DAY = dt.timedelta(days=1)


@pytest.fixture
def server() -> Iterator[AgendaServer]:
    with serving() as running:
        yield running


@pytest.fixture
def source(server: AgendaServer, fede: User, committed: Edition, org_a: Organisation) -> Source:
    """Return the saved address of an agenda whose event was imported."""
    address = server.give("/ville.json", openagenda(entry()).getvalue())
    run = check_import(
        kind=ImportKind.EVENTS,
        edition=committed,
        by=fede,
        address=address,
        organisation=org_a,
        source_name="Ville",
    )
    apply_import(run=run, by=fede)
    return Source.objects.get()


def test_it_shows_last_reading_and_counts(head: Client, source: Source):
    response = head.get(reverse(URL))

    shown = response.context["page_obj"][0]
    assert (shown, shown.event_count, shown.gone_count) == (source, 1, 0)
    assert (shown.last_state, shown.last_created) == ("applied", 1)
    assert reverse("staff:source_read", args=[source.pk]) in response.content.decode()


def test_it_is_searched_and_filtered(head: Client, fede: User, committed: Edition, org_a: Organisation):
    make_agenda_run(fede, committed, entry(), organisation=org_a, source_name="Ville")
    make_agenda_run(fede, committed, entry(organisateur=org_a.name), source_name="Pays")

    def found(**filters: str) -> list[str]:
        return [source.name for source in head.get(reverse(URL), filters).context["page_obj"]]

    assert found() == ["Pays", "Ville"]
    assert found(q="pays") == ["Pays"]
    assert found(q="deux-rives") == ["Ville"]
    assert found(edition=committed.slug) == ["Pays", "Ville"]
    assert "Aucune source ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_without_a_source_it_says_what_for(head: Client):
    assert f"{reverse('staff:import_create')}?kind=events" in head.get(reverse(URL)).content.decode()


def test_a_file_is_sent_again_under_its_name(
    head: Client, fede: User, committed: Edition, org_a: Organisation
):
    make_agenda_run(fede, committed, entry(), organisation=org_a, source_name="Ville & pays")

    page = head.get(reverse(URL)).content.decode()

    assert "source_name=Ville%20%26%20pays" in page
    form = head.get(reverse("staff:import_create"), {"source_name": "Ville & pays"}).context["form"]
    assert form["source_name"].value() == "Ville & pays"


def test_read_again_it_only_reports(head: Client, source: Source, server: AgendaServer):
    server.give("/ville.json", openagenda(entry(title="Le grand verger")).getvalue())

    response = head.post(reverse("staff:source_read", args=[source.pk]))

    run = ImportRun.objects.first()
    assert response["Location"] == reverse("staff:import_detail", args=[run.pk])
    assert (run.changed, run.source, Event.objects.get().title) == (1, source, "Un verger partagé")


def test_a_reading_that_fails_says_why_and_keeps_its_source(
    head: Client, source: Source, server: AgendaServer
):
    server.pages.clear()

    page = head.post(reverse("staff:source_read", args=[source.pk]), follow=True).content.decode()

    assert (ImportRun.objects.first().source, "répond 404" in page) == (source, True)
    assert "Pas lue" in head.get(reverse(URL)).content.decode()


def test_every_day_the_addresses_are_read_and_nothing_is_applied(
    source: Source, server: AgendaServer, frozen_clock: dt.datetime
):
    server.give("/ville.json", openagenda(entry(title="Le grand verger")).getvalue())

    assert read_sources() == 0  # somebody read it a moment ago
    with clock.at(frozen_clock + DAY):
        assert read_sources() == 1
    run = ImportRun.objects.first()
    assert (run.uploaded_by, run.state, run.changed, Event.objects.get().title) == (
        None, "checked", 1, "Un verger partagé",
    )  # fmt: skip


def test_a_day_without_news_keeps_no_report(source: Source, frozen_clock: dt.datetime):
    with clock.at(frozen_clock + DAY):
        assert read_sources() == 0

    source.refresh_from_db()
    assert (ImportRun.objects.count(), source.last_read_at) == (1, frozen_clock + DAY)


def test_the_report_of_today_takes_the_place_of_yesterdays(
    source: Source, server: AgendaServer, frozen_clock: dt.datetime
):
    for day in (1, 2):
        server.give("/ville.json", openagenda(entry(title=f"Jour {day}")).getvalue())
        with clock.at(frozen_clock + day * DAY):
            read_sources()

    runs = ImportRun.objects.filter(uploaded_by=None)
    assert [run.report.rows[0].label for run in runs] == ["Jour 2"]


def test_an_address_that_fails_is_told_once_and_does_not_stop_the_others(
    source: Source, server: AgendaServer, frozen_clock: dt.datetime
):
    server.pages.clear()
    for day in (1, 2):
        with clock.at(frozen_clock + day * DAY):
            assert read_sources() == 1

    run = ImportRun.objects.get(uploaded_by=None)
    assert (run.state, run.error_code, run.source) == ("refused", "agenda.no_answer", source)
    assert Event.objects.get().gone_at is None


def test_a_host_that_is_no_longer_allowed_is_not_read(
    source: Source, server: AgendaServer, frozen_clock: dt.datetime
):
    asked = len(server.asked)
    with override_settings(IMPORT_HOSTS=[]), clock.at(frozen_clock + DAY):
        assert read_sources() == 1

    assert (ImportRun.objects.first().error_code, len(server.asked)) == ("agenda.host_not_allowed", asked)


def test_a_closed_edition_is_not_read(source: Source, frozen_clock: dt.datetime):
    for phase in ("week", "counting", "frozen"):
        set_phase(edition=source.edition, phase=phase, by=None)

    with clock.at(frozen_clock + DAY):
        assert read_sources() == 0
    source.refresh_from_db()
    assert source.last_read_at == frozen_clock


def test_the_worker_knows_the_job():
    assert [job.every_seconds for job in periodic if job.name == "staff.read_sources"] == [24 * 60 * 60]


def test_it_costs_the_same_for_one_source_and_for_three(
    head: Client, fede: User, committed: Edition, org_a: Organisation, django_assert_num_queries: Any
):
    for names in (["a"], ["b", "c"]):
        for name in names:
            make_agenda_run(fede, committed, entry(), organisation=org_a, source_name=name)
        with django_assert_num_queries(8):
            head.get(reverse(URL))
