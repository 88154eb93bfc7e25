"""What holds for every file of events, whatever is in it."""

import io
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core.sheets import csv_lines, xlsx_bytes
from semainier.core.tests.spreadsheets import csv_file
from semainier.events.exports.table import event_cells
from semainier.events.imports import COLUMNS, import_events
from semainier.events.models import Event
from semainier.organisations.siren import complete

HEADER = [column.name for column in COLUMNS]
SIREN = complete("00012345")  # organisation A of the cast
laws = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=40).map(str.strip)
names = words.filter(lambda text: text and text[0] not in "=+-@'#")
or_nothing = names | st.just("")
points = st.sampled_from([("", ""), ("44.88", "-0.52"), ("44,8765", "-0,51919")])
hours = st.sampled_from(
    [("", ""), ("07/06/2026 10:00", "07/06/2026 12:30"), ("2026-06-07T22:00+02:00", "2026-06-08 01:00")]
)
themes = st.sampled_from(["", "patrimoine", "Bien vivre ensemble"])
urls = st.sampled_from(["", "https://a.example/b"])
good = st.builds(
    lambda key, title, text, theme, kind, hours, place, point, audience, url: (
        *(key, SIREN, title, text, theme, kind, *hours, place, "", "", "", "33249", *point),
        *(audience, "", url, "prevu"),
    ),
    names, names, or_nothing, themes, st.sampled_from(["", "visite", "Debate", "Meeting and debate"]), hours,
    or_nothing, points, st.sampled_from(["tous", "invitation", ""]), urls,
)  # fmt: skip
anything = st.lists(words, min_size=19, max_size=19).map(tuple)


def stored() -> list[dict[str, Any]]:
    return list(Event.objects.order_by("pk").values())


@laws
@given(st.lists(good | anything, max_size=6))
def test_the_check_says_what_applying_does_and_a_second_run_changes_nothing(
    committed: Edition, rows: list[tuple[str, ...]]
):
    file = csv_file([HEADER, *rows])
    with transaction.atomic():
        checked = import_events(file=file, edition=committed, by=None)
        applied = import_events(file=file, edition=committed, by=None, apply=True)
        before = stored()
        again = import_events(file=file, edition=committed, by=None, apply=True)

        assert checked.agrees_with(applied)
        assert sum(applied.counts.values()) == len(applied.rows) == sum(any(row) for row in rows)
        assert (again.counts["created"], again.counts["changed"]) == (0, 0)
        assert (len(before), stored()) == (applied.counts["created"], before)
        assert not Event.objects.published().exists()
        transaction.set_rollback(True)


@laws
@given(st.lists(good, max_size=5, unique_by=lambda row: row[0]))
def test_what_we_export_comes_back_unchanged(committed: Edition, rows: list[tuple[str, ...]]):
    with transaction.atomic():
        import_events(file=csv_file([HEADER, *rows]), edition=committed, by=None, apply=True)
        exported = [event_cells(event) for event in Event.objects.all()]
        files = ["".join(csv_lines(HEADER, exported)).encode(), xlsx_bytes({"A": (HEADER, exported)})]

        reports = [import_events(file=io.BytesIO(file), edition=committed, by=None) for file in files]

        assert [report.counts["unchanged"] for report in reports] == [len(rows), len(rows)]
        transaction.set_rollback(True)


@pytest.mark.parametrize("fields", [{}, {"commune": None, "city": "Lormont", "postcode": "33310"}])
def test_an_event_that_was_typed_in_comes_back_unchanged(committed: Edition, make_event: Any, fields: Any):
    event = make_event(description="Ligne une\r\nligne deux", **fields)
    content = "".join(csv_lines(HEADER, [event_cells(Event.objects.get(pk=event.pk))])).encode()

    report = import_events(file=io.BytesIO(content), edition=committed, by=None)

    assert (report.counts["unchanged"], report.rows[0].changes) == (1, {})
