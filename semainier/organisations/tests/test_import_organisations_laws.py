"""What holds for every file of organisations, whatever is in it."""

import io
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.core.sheets import csv_lines, xlsx_bytes
from semainier.core.tests.spreadsheets import csv_file
from semainier.organisations.imports import COLUMNS, import_organisations, row_of
from semainier.organisations.models import Organisation
from semainier.organisations.siren import complete

HEADER = [column.name for column in COLUMNS]
pytestmark = pytest.mark.usefixtures("federation", "family")
laws = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

sirens = st.integers(0, 99_999_999).map(lambda number: complete(f"{number:08d}"))
# What people type; a text that begins like a formula is a case of its own.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=40).map(str.strip)
names = words.filter(lambda text: text and text[0] not in "=+-@'#")
or_nothing = names | st.just("")
good = st.tuples(
    sirens, names, or_nothing, st.sampled_from(["", "oph"]), st.just(""),
    st.sampled_from(["33", "59", "Paris"]), or_nothing, st.just(""), or_nothing, st.just(""), st.just(""),
    st.sampled_from(["", "a@b.example"]), st.integers(0, 90_000).map(str), st.just(""),
)  # fmt: skip
anything = st.lists(words | sirens, min_size=14, max_size=14).map(tuple)


def stored() -> list[tuple[Any, ...]]:
    fields = ("siren", "name", "legal_name", "family", "department", "address", "city", "email", "dwellings")
    return list(Organisation.objects.members().order_by("pk").values_list(*fields))


@laws
@given(st.lists(good | anything, max_size=6))
def test_the_check_says_what_applying_does_and_counts_every_line(rows: list[tuple[str, ...]]):
    file = csv_file([HEADER, *rows])
    with transaction.atomic():
        checked = import_organisations(file=file, by=None)
        before = Organisation.objects.count()
        applied = import_organisations(file=file, by=None, apply=True)

        assert checked.agrees_with(applied)
        assert sum(applied.counts.values()) == len(applied.rows) == sum(any(row) for row in rows)
        assert Organisation.objects.count() - before == applied.counts["created"]
        transaction.set_rollback(True)


@laws
@given(st.lists(good | anything, max_size=6))
def test_the_same_file_again_changes_nothing(rows: list[tuple[str, ...]]):
    file = csv_file([HEADER, *rows])
    with transaction.atomic():
        first = import_organisations(file=file, by=None, apply=True).counts
        before = stored()

        again = import_organisations(file=file, by=None, apply=True).counts

        assert (again["created"], again["changed"], again["refused"]) == (0, 0, first["refused"])
        assert stored() == before
        transaction.set_rollback(True)


@laws
@given(st.lists(good, max_size=5, unique_by=lambda row: row[0]))
def test_what_we_export_comes_back_unchanged(rows: list[tuple[str, ...]]):
    with transaction.atomic():
        import_organisations(file=csv_file([HEADER, *rows]), by=None, apply=True)
        exported = [row_of(organisation, "") for organisation in Organisation.objects.members()]
        files = ["".join(csv_lines(HEADER, exported)).encode(), xlsx_bytes({"A": (HEADER, exported)})]

        reports = [import_organisations(file=io.BytesIO(content), by=None) for content in files]

        assert [report.counts["unchanged"] for report in reports] == [len(rows), len(rows)]
        transaction.set_rollback(True)
