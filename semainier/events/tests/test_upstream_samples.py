"""The calendars and agendas that other projects keep to test with, where they are at hand; ours tell the same."""

import datetime as dt
from pathlib import Path

import pytest

from semainier.core.errors import DomainError
from semainier.events.imports.upstream.incoming import Window
from semainier.events.imports.upstream.reading import read_agenda

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")

# File -> days that count, dates of its events within them, codes of what is refused, number of sentences.
EXPECTED = {
    "ics/allenporter_google_calendar_invalid_offset.ics": ((2003, 2, 1), [8], [], 2),
    "ics/plone_broken_dtstart.ics": ((2026, 6, 6), [0], ["import.moment"], 0),
    "ics/plone_event_with_recurrence_exdates_on_different_lines.ics": ((2012, 4, 1), [1], [], 2),
    "ics/plone_issue_127_categories_with_commas.ics": ((2014, 2, 1), [1], [], 1),
    "ics/plone_rfc_7986_image.ics": ((2026, 6, 6), [0, 0], ["import.required"] * 2, 1),
    "openagenda_v1_legacy_event_mit.json": ((2019, 11, 20), [1], [], 0),
    "openagenda_v2_event_docx_mit.json": ((2018, 5, 10), [1], [], 2),
    "openagenda_v2_event_sdk_mit.json": ((2022, 4, 10), [2], [], 0),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_is_read_repaired_or_refused_with_a_sentence(name: str):
    day, dates, codes, sentences = EXPECTED[name]
    first = dt.date(*day)
    window = Window(first, first + dt.timedelta(days=30))

    with (SAMPLES / name).open("rb") as file:
        agenda = read_agenda(file, window)

    within = [
        sum(window.first <= span.start.date() <= window.last for span in event.spans)
        for event in agenda.events
    ]
    assert (within, [p.code for event in agenda.events for p in event.problems]) == (dates, codes)
    assert len(agenda.notes) + sum(len(event.said) for event in agenda.events) == sentences


def test_the_public_holidays_are_whole_days():
    with (SAMPLES / "ics/jours_feries_metropole.ics").open("rb") as file:
        agenda = read_agenda(file, Window(dt.date(2026, 7, 10), dt.date(2026, 7, 20)))

    july = [event for event in agenda.events if event.spans[0].start.date() == dt.date(2026, 7, 14)]
    assert [(event.title, event.spans[0].end.day, len(event.said)) for event in july] == [
        ("14 juillet", 15, 2)
    ]


def test_a_calendar_without_events_is_refused():
    with (
        (SAMPLES / "ics/plone_calendar_with_unicode.ics").open("rb") as file,
        pytest.raises(DomainError) as refused,
    ):
        read_agenda(file, Window(dt.date(2026, 6, 6), dt.date(2026, 6, 14)))

    assert refused.value.code == "agenda.empty"
