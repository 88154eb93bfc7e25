"""Events from other agendas: what becomes of each, what a person did here, what is gone."""

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.core.clock import PARIS
from semainier.core.errors import Conflict, DomainError
from semainier.core.spreadsheets import ImportReport
from semainier.events.imports.upstream import import_agenda, source_for
from semainier.events.models import Event, Source, SourceKind
from semainier.events.queries.dates import spans_of
from semainier.events.services.declare import update_event
from semainier.events.services.moderation import publish_event, refuse_event
from semainier.events.services.trust import give_trust
from semainier.events.tests.agendas import calendar, entry, openagenda, vevent
from semainier.organisations.models import Alias, Organisation
from semainier.organisations.services.organisations import archive_organisation
from semainier.territories.models import Department

WHEN = "dimanche 7\u00a0juin, de 10\u00a0h à "
Take = Callable[..., ImportReport]


@pytest.fixture
def take(committed: Edition, org_a: Organisation) -> Take:
    """Return a function that applies an agenda of the city, whose events are those of organisation A."""

    def run(file: io.BytesIO, *, apply: bool = True, **options: Any) -> ImportReport:
        kind = SourceKind.OPENAGENDA if file.getvalue()[:1] in b"{[" else SourceKind.ICALENDAR
        values = {"organisation": org_a, "name": "Agenda de la ville", "by": None} | options
        source = source_for(edition=committed, kind=kind, **values)
        return import_agenda(file=file, source=source, by=options.get("by"), apply=apply)

    return run


def verdicts(report: ImportReport) -> list[str]:
    return [str(row.verdict) for row in report.rows]


def problems(report: ImportReport) -> list[str]:
    return [problem.code for row in report.rows for problem in row.problems]


def published(event: Event) -> Event:
    publish_event(event=event, by=None)
    return Event.objects.get(pk=event.pk)


def test_a_check_writes_nothing(take: Take):
    report = take(calendar(vevent()), apply=False)

    assert (verdicts(report), report.applied) == (["created"], False)
    assert (
        Event.objects.count(),
        Source.objects.count(),
        AuditEntry.objects.filter(verb__contains="source").count(),
    ) == (0, 0, 0)


@pytest.mark.parametrize("file", [calendar(vevent()), openagenda(entry())], ids=["calendar", "openagenda"])
def test_a_complete_event_is_submitted_never_published(take: Take, fede: User, file: io.BytesIO):
    report = take(file, by=fede)

    event = Event.objects.get()
    assert (verdicts(report), event.moderation, event.created_by) == (["created"], "submitted", fede)
    assert (event.title, event.description) == ("Un verger partagé", "Les habitants ouvrent le verger.")
    assert (event.theme.slug, event.kind) == ("patrimoine", "visit")
    assert (event.venue, event.address, event.postcode, event.city) == (
        "Verger",
        "3 rue des Lilas",
        "33310",
        "Lormont",
    )
    assert (event.commune_id, event.precision, event.latitude) == ("33249", "exact", 44.88)
    assert spans_of(event) == [
        (dt.datetime(2026, 6, 7, 10, tzinfo=PARIS), dt.datetime(2026, 6, 7, 12, tzinfo=PARIS))
    ]


def test_the_source_is_kept_with_its_identifier(
    take: Take, fede: User, org_a: Organisation, frozen_clock: dt.datetime
):
    take(openagenda(entry()), by=fede)

    source = Source.objects.get()
    assert (source.kind, source.name, source.organisation) == ("openagenda", "Agenda de la ville", org_a)
    assert (source.created_by, source.last_read_at) == (fede, frozen_clock)
    assert list(Event.objects.values_list("source", "source_uid")) == [(source.pk, "4711")]


def test_what_is_missing_leaves_a_draft_that_says_so(take: Take):
    report = take(calendar(vevent(CATEGORIES="Jardinage")))

    event = Event.objects.get()
    assert (event.moderation, event.theme, event.kind) == ("draft", None, "other")
    assert "un thème" in report.rows[0].note


def test_an_organiser_that_has_not_joined_gets_a_draft(take: Take, org_b: Organisation):
    report = take(calendar(vevent()), organisation=org_b)

    assert Event.objects.get().moderation == "draft"
    assert org_b.name in report.rows[0].note


def test_a_second_run_changes_nothing(take: Take):
    file = openagenda(entry(), entry(uid=2, title="Autre", timings=[
        {"begin": "2026-06-06T10:00:00+02:00", "end": "2026-06-06T11:00:00+02:00"},
        {"begin": "2026-06-08T10:00:00+02:00", "end": "2026-06-08T11:00:00+02:00"},
    ]))  # fmt: skip
    take(file)
    before = list(Event.objects.values())

    assert verdicts(take(file)) == ["unchanged", "unchanged"]
    assert list(Event.objects.values()) == before


def test_what_changed_there_changes_here(take: Take):
    take(calendar(vevent()))

    report = take(calendar(vevent(SUMMARY="Le grand verger", DTEND=";TZID=Europe/Paris:20260607T130000")))

    assert report.rows[0].changes == {
        "titre": ("Un verger partagé", "Le grand verger"),
        "dates": (f"{WHEN}12\u00a0h", f"{WHEN}13\u00a0h"),
    }
    assert Event.objects.get().title == "Le grand verger"


def test_a_published_event_stays_online_and_is_marked(take: Take):
    take(calendar(vevent()))
    published(Event.objects.get())

    take(calendar(vevent(DESCRIPTION="Autre texte.")))

    event = Event.objects.get()
    assert (event.moderation, event.description, event.changed_at is not None) == (
        "published",
        "Autre texte.",
        True,
    )


def test_what_a_person_changed_here_wins_and_is_told(take: Take, alice: User):
    take(calendar(vevent()))
    update_event(event=Event.objects.get(), by=alice, title="Notre verger")

    report = take(calendar(vevent(SUMMARY="Le grand verger", DESCRIPTION="Autre texte.")))

    event = Event.objects.get()
    assert (event.title, event.description) == ("Notre verger", "Autre texte.")
    assert list(report.rows[0].changes) == ["description"]
    assert {"Notre verger", "Le grand verger"} <= set(re.findall(r"«\s(.*?)\s»", report.rows[0].note))


def test_a_place_is_kept_whole(take: Take, alice: User):
    take(calendar(vevent()))
    update_event(event=Event.objects.get(), by=alice, address="5 rue des Lilas")

    report = take(calendar(vevent(LOCATION="Hangar\\, quai 1\\, 33000 Bordeaux")))

    assert (verdicts(report), Event.objects.get().city) == (["unchanged"], "Lormont")
    assert "Bordeaux" in report.rows[0].note


def test_once_the_person_gives_in_the_source_is_followed_again(take: Take, alice: User):
    take(calendar(vevent()))
    update_event(event=Event.objects.get(), by=alice, title="Notre verger")
    take(calendar(vevent(SUMMARY="Le grand verger")))
    update_event(event=Event.objects.get(), by=alice, title="Un verger partagé")

    assert verdicts(take(calendar(vevent(SUMMARY="Le grand verger")))) == ["changed"]


def test_a_theme_chosen_here_is_not_taken_away(take: Take, alice: User, committed: Edition):
    take(calendar(vevent(CATEGORIES=None)))
    update_event(event=Event.objects.get(), by=alice, theme=committed.themes.get(slug="vivre-ensemble"))

    report = take(calendar(vevent(CATEGORIES="Patrimoine")))

    assert Event.objects.get().theme.slug == "vivre-ensemble"
    assert "patrimoine" in report.rows[0].note


def test_what_is_gone_is_marked_and_listed_not_deleted(take: Take, frozen_clock: dt.datetime):
    take(calendar(vevent(), vevent(UID="autre", SUMMARY="Autre")))
    published(Event.objects.get(title="Autre"))

    report = take(calendar(vevent()))

    gone = Event.objects.get(title="Autre")
    assert (gone.gone_at, gone.moderation) == (frozen_clock, "published")
    assert [(row.line, row.label, str(row.verdict)) for row in report.rows] == [
        (1, "Un verger partagé", "unchanged"), (0, "Autre", "changed"),
    ]  # fmt: skip
    assert verdicts(take(calendar(vevent()))) == ["unchanged", "unchanged"]


def test_what_comes_back_is_no_longer_gone(take: Take):
    take(calendar(vevent(), vevent(UID="autre")))
    take(calendar(vevent()))

    report = take(calendar(vevent(), vevent(UID="autre")))

    assert (verdicts(report), report.rows[1].changes) == (
        ["unchanged", "changed"],
        {"source": ("disparu", "présent")},
    )
    assert not Event.objects.exclude(gone_at=None).exists()


@pytest.mark.parametrize("answer", [{"total": 40}, {"total": None, "after": ["1717", "4711"]}])
def test_one_page_of_an_agenda_calls_nothing_gone(take: Take, answer: dict[str, Any]):
    take(openagenda(entry(), entry(uid=2)))

    report = take(openagenda(entry(), **answer))

    assert verdicts(report) == ["unchanged"]
    assert "page" in report.notes[0]


def test_an_event_that_is_no_longer_published_there_is_gone(take: Take):
    take(openagenda(entry(), entry(uid=2)))

    take(openagenda(entry(), entry(uid=2, state=1)))

    assert [event.source_uid for event in Event.objects.exclude(gone_at=None)] == ["2"]


def test_cancelled_there_is_cancelled_here(take: Take):
    take(openagenda(entry()))
    published(Event.objects.get())

    report = take(openagenda(entry(status=6)))

    assert report.rows[0].changes == {"statut": ("Prévu", "Annulé")}
    assert (Event.objects.get().status, Event.objects.get().moderation) == ("cancelled", "published")
    assert verdicts(take(openagenda(entry(status=6)))) == ["unchanged"]


def test_a_status_set_here_stays(take: Take, alice: User):
    take(openagenda(entry()))
    published(Event.objects.get())
    take(openagenda(entry(status=5)))
    Event.objects.update(status="scheduled")

    report = take(openagenda(entry(status=5)))

    assert (verdicts(report), Event.objects.get().status) == (["unchanged"], "scheduled")
    assert "Complet" in report.rows[0].note


def test_cancelled_before_it_was_published_is_withdrawn(take: Take):
    take(calendar(vevent()))

    report = take(calendar(vevent(STATUS="CANCELLED")))

    assert (verdicts(report), Event.objects.get().moderation) == (["changed"], "withdrawn")
    assert verdicts(take(calendar(vevent(STATUS="CANCELLED")))) == ["unchanged"]


def test_a_draft_that_is_cancelled_there_stays_a_draft(take: Take):
    take(calendar(vevent(CATEGORIES=None)))

    report = take(calendar(vevent(CATEGORIES=None, STATUS="CANCELLED")))

    assert (verdicts(report), Event.objects.get().moderation) == (["unchanged"], "draft")
    assert "Annulé" in report.rows[0].note


def test_cancelled_and_never_here_is_left_out(take: Take):
    report = take(calendar(vevent(STATUS="CANCELLED")))

    assert (report.rows, Event.objects.count(), len(report.notes)) == ([], 0, 2)


def test_what_was_refused_here_stays_so(take: Take):
    take(calendar(vevent()))
    refuse_event(event=Event.objects.get(), by=None, message="Non.")

    report = take(calendar(vevent(SUMMARY="Autre")))

    assert (verdicts(report), Event.objects.get().title) == (["unchanged"], "Un verger partagé")
    assert "Refusé" in report.rows[0].note


def test_outside_the_days_of_the_edition_is_left_out_and_counted(take: Take):
    report = take(
        calendar(vevent(), vevent(UID="hiver", DTSTART="20261224T100000Z", DTEND="20261224T110000Z"))
    )

    assert (verdicts(report), Event.objects.count()) == (["created"], 1)
    assert report.notes[1].startswith("1 ")


def test_moved_out_of_the_edition_is_for_a_person_to_decide(take: Take):
    take(calendar(vevent()))

    report = take(calendar(vevent(DTSTART="20261224T100000Z", DTEND="20261224T110000Z")))

    assert (verdicts(report), problems(report)) == (["refused"], ["import.outside"])
    assert Event.objects.get().gone_at is None


def test_a_published_event_does_not_lose_what_it_needs(take: Take):
    take(openagenda(entry()))
    published(Event.objects.get())

    for upstream in (
        entry(description="", longDescription=""),
        entry(location={"name": "Ailleurs", "city": "Xyz", "postalCode": "99999"}),
    ):
        for apply in (False, True):
            assert problems(take(openagenda(upstream), apply=apply)) == ["event.incomplete"]

    assert Event.objects.get().city == "Lormont"


def test_a_draft_whose_town_is_no_longer_found_loses_its_commune(take: Take):
    take(calendar(vevent(GEO=None)))

    report = take(calendar(vevent(GEO=None, LOCATION="Verger\\, 33310 Lermont")))

    event = Event.objects.get()
    assert (event.commune, event.city, event.department) == (None, "Lermont", None)
    assert report.rows[0].changes["code_insee"] == ("33249", "")
    assert verdicts(take(calendar(vevent(GEO=None, LOCATION="Verger\\, 33310 Lermont")))) == ["unchanged"]


def test_another_commune_takes_its_point_along(take: Take):
    take(calendar(vevent()))

    take(calendar(vevent(GEO=None, LOCATION="Hangar\\, quai 1\\, 33000 Bordeaux")))

    event = Event.objects.get()
    assert (event.commune_id, event.precision, event.latitude) == ("33063", "commune", 44.84124)


@pytest.mark.parametrize(
    "fields",
    [
        {"siren": "000 123 455"},
        {"organisateur": "HABITAT des deux rives"},
        {"contributor": {"organization": "Office public de l’habitat des Deux-Rives"}},
        {"organizer": {"fr": "Deux-Rives Habitat"}},
    ],
)
def test_the_organiser_is_found_by_siren_or_name(take: Take, org_a: Organisation, fields: dict[str, Any]):
    Alias.objects.create(organisation=org_a, name="Deux-Rives Habitat")
    fields = {"siren": org_a.siren} if "siren" in fields else fields

    take(openagenda(entry(**fields)), organisation=None)

    assert Event.objects.get().organisation == org_a


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "ne dit pas"), ({"organisateur": "Mairie"}, "Mairie"),
        ({"siren": "732829320", "organisateur": "Habitat des Deux-Rives"}, "732829320"),
        ({"member": {"organization": "Habitat des Deux-Rives"}}, "ne dit pas"),
    ],
)  # fmt: skip
def test_an_unknown_organiser_is_refused_with_the_reason(take: Take, fields: dict[str, Any], word: str):
    report = take(openagenda(entry(**fields)), organisation=None)

    assert problems(report) == ["import.unknown_organisation"]
    assert word in report.rows[0].problems[0].reason
    assert report.rows[0].cells == {"identifiant": "4711", "titre": "Un verger partagé"}


def test_two_members_of_one_name_are_not_told_apart(take: Take, org_a: Organisation, org_b: Organisation):
    Alias.objects.create(organisation=org_b, name=org_a.name)

    report = take(openagenda(entry(organisateur=org_a.name)), organisation=None)

    assert "SIREN" in report.rows[0].problems[0].reason


def test_an_archived_organiser_declares_nothing(take: Take, org_a: Organisation):
    archive_organisation(organisation=org_a, by=None)

    assert problems(take(calendar(vevent()))) == ["organisation.archived"]


def test_the_organiser_of_an_event_does_not_change(take: Take, org_b: Organisation):
    take(openagenda(entry()))
    Source.objects.update(organisation=org_b)

    report = take(openagenda(entry()), organisation=None)

    assert problems(report) == ["import.organiser_changed"]


def test_one_source_belongs_to_one_organisation(take: Take, org_b: Organisation):
    take(calendar(vevent()))

    with pytest.raises(Conflict) as refusal:
        take(calendar(vevent()), organisation=org_b)

    assert refusal.value.code == "source.other_organisation"


def test_two_sources_may_use_the_same_identifier(take: Take):
    take(calendar(vevent()))
    take(calendar(vevent()), name="Agenda du pays")

    assert Event.objects.count() == 2


def test_our_own_calendar_is_not_taken_for_another(take: Take, make_event: Callable[..., Event]):
    report = take(calendar(vevent(UID=f"{make_event().uid}@localhost")))

    assert problems(report) == ["import.own_event"]


def test_the_phase_refuses_new_events_then_the_file(take: Take, committed: Edition):
    for phase in ("week", "counting"):
        set_phase(edition=committed, phase=phase, by=None)

    assert problems(take(calendar(vevent()))) == ["edition.phase"]
    set_phase(edition=committed, phase="frozen", by=None)
    with pytest.raises(Conflict):
        take(calendar(vevent()))


def test_a_source_keeps_its_format(take: Take, committed: Edition, org_a: Organisation):
    source = source_for(edition=committed, kind=SourceKind.ICALENDAR, name="x", organisation=org_a, by=None)

    with pytest.raises(DomainError) as refusal:
        import_agenda(file=openagenda(entry()), source=source, by=None)

    assert refusal.value.code == "agenda.other_kind"


def test_several_dates_are_one_event(take: Take):
    take(calendar(vevent(RRULE="FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231T000000Z")))

    event = Event.objects.get()
    assert (event.session_count, [start.astimezone(PARIS).day for start, _end in spans_of(event)]) == (
        2,
        [7, 14],
    )


def test_an_online_event_needs_no_place_to_be_read(take: Take):
    take(openagenda(entry(attendanceMode=2, onlineAccessLink="https://visio.example/x", location=None)))

    event = Event.objects.get()
    assert (event.mode, event.online_url, event.moderation) == (
        "online",
        "https://visio.example/x",
        event.moderation,
    )


def test_the_journal_keeps_what_the_source_said(take: Take, fede: User):
    with clock.at(dt.datetime(2026, 5, 21, 9, 0, tzinfo=PARIS)):
        take(calendar(vevent()), by=fede)

    line = AuditEntry.objects.get(verb="event.imported")
    assert (line.data["title"], line.data["commune"], line.actor) == ("Un verger partagé", "33249", fede)
    assert AuditEntry.objects.get(verb="events.imported").data["source"] == "Agenda de la ville"


def test_checking_costs_the_same_for_one_event_and_for_three(take: Take, django_assert_num_queries: Any):
    take(openagenda(*(entry(uid=n) for n in range(3))))

    for count in (1, 3):
        file = openagenda(*(entry(uid=n, title="Autre") for n in range(count)), total=9)
        with django_assert_num_queries(9):
            take(file, apply=False)


def test_who_organises_and_who_moderates_see_that_it_is_gone(
    take: Take, alice: User, regina: User, client_of: Callable[[User], Client]
):
    take(calendar(vevent(), vevent(UID="autre", SUMMARY="Autre")))
    take(calendar(vevent()))
    gone = Event.objects.exclude(gone_at=None).get()

    for person, page in ((alice, "event_detail"), (regina, "queue_item")):
        content = client_of(person).get(reverse(f"events:{page}", args=[gone.uid])).content.decode()
        assert ("ne figure plus" in content, "Agenda de la ville" in content) == (True, True)


def test_swapped_coordinates_are_put_right_and_told(take: Take):
    report = take(openagenda(entry(location={"insee": "33249", "latitude": -0.52, "longitude": 44.88})))

    event = Event.objects.get()
    assert (event.latitude, event.longitude, event.city) == (44.88, -0.52, "Lormont")
    assert "inversées" in report.rows[0].note


def test_a_point_far_from_its_commune_is_left_out_and_told(take: Take):
    report = take(calendar(vevent(GEO="48.85;2.35")))

    event = Event.objects.get()
    assert (event.precision, event.latitude, event.moderation) == ("commune", 44.8765, "draft")
    assert "loin de sa commune" in report.rows[0].note


def test_without_a_place_hours_are_those_of_the_organiser(take: Take, org_a: Organisation):
    org_a.department = Department.objects.get(code="974")
    org_a.save()

    report = take(
        calendar(vevent(LOCATION=None, GEO=None, DTSTART="20260607T100000", DTEND="20260607T110000"))
    )

    assert Event.objects.get().starts_at == dt.datetime(2026, 6, 7, 6, tzinfo=dt.UTC)
    assert "heure légale de l’organisateur" in report.rows[0].note


def test_hours_without_a_zone_are_those_of_the_place(take: Take):
    location = {"insee": "97411", "name": "Plage"}
    timings = [{"begin": "2026-06-07T10:00:00", "end": "2026-06-07T11:00:00"}]

    take(openagenda(entry(location=location, timings=timings, timezone=None)))

    assert Event.objects.get().starts_at == dt.datetime(2026, 6, 7, 6, tzinfo=dt.UTC)


def test_overlapping_dates_are_joined_and_too_many_are_cut(take: Take):
    def dates(*hours: tuple[int, int, int]) -> list[dict[str, str]]:
        pairs = [
            (f"2026-06-{day:02d}T{a:02d}:00:00Z", f"2026-06-{day:02d}T{b:02d}:00:00Z") for day, a, b in hours
        ]
        return [{"begin": begin, "end": end} for begin, end in pairs]

    many = [(day, hour, hour + 1) for day in range(6, 14) for hour in range(4, 20, 2)]
    report = take(
        openagenda(
            entry(timings=dates((7, 8, 10), (7, 9, 12), (8, 8, 9))), entry(uid=2, timings=dates(*many))
        )
    )

    assert list(Event.objects.order_by("source_uid").values_list("session_count", flat=True)) == [60, 2]
    assert ("60" in report.rows[1].note, "chevauchent" in report.rows[0].note) == (True, True)


def test_long_texts_are_cut_and_told(take: Take):
    report = take(openagenda(entry(title="mot " * 50, description="mot " * 600, conditions="x" * 200)))

    event = Event.objects.get()
    assert (len(event.title) <= 140, len(event.description) <= 2000, len(event.price)) == (True, True, 120)
    assert ("199" in report.rows[0].note, "2399" in report.rows[0].note, event.title[-1]) == (True, True, "…")


def test_an_organisation_that_was_merged_leads_to_the_one_that_stays(
    take: Take, org_a: Organisation, org_b: Organisation
):
    Organisation.objects.filter(pk=org_b.pk).update(merged_into=org_a, archived_at=clock.now())

    take(openagenda(entry(siren=org_b.siren), entry(uid=2, organisateur=org_b.name)), organisation=None)

    assert set(Event.objects.values_list("organisation", flat=True)) == {org_a.pk}


def test_a_source_that_names_its_organisers_keeps_doing_so(take: Take, org_a: Organisation):
    take(openagenda(entry(organisateur=org_a.name)), organisation=None)

    with pytest.raises(Conflict) as refusal:
        take(openagenda(entry()))

    assert refusal.value.code == "source.other_organisation"


def test_a_trusted_organisation_publishes_nothing_by_an_import(take: Take, org_a: Organisation, regina: User):
    give_trust(organisation=org_a, by=regina)

    take(calendar(vevent()))

    assert Event.objects.get().moderation == "submitted"
