"""Organisations from a spreadsheet: verdicts, what is refused and why, what a second run does."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.core.errors import DomainError
from semainier.core.spreadsheets import ImportReport
from semainier.core.tests.spreadsheets import csv_file, ods_file, xlsx_file
from semainier.organisations.imports import COLUMNS, import_organisations, row_of
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import archive_organisation
from semainier.organisations.siren import complete

SIREN, OTHER = complete("00100200"), complete("31207500")
ROW = {"siren": SIREN, "enseigne": "Logis d’Oc", "departement": "33"}

pytestmark = pytest.mark.usefixtures("federation", "family")


def file_of(*rows: dict[str, Any]) -> io.BytesIO:
    names = dict.fromkeys(name for row in rows for name in row)
    return csv_file([names, *([row.get(name, "") for name in names] for row in rows)])


def check(*rows: dict[str, Any], **options: Any) -> ImportReport:
    return import_organisations(file=file_of(*rows), by=None, **options)


def verdicts(report: ImportReport) -> list[str]:
    return [str(row.verdict) for row in report.rows]


def problems(report: ImportReport) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for row in report.rows for problem in row.problems]


def test_a_check_says_what_would_happen_and_writes_nothing():
    report = check(ROW)

    assert (report.applied, verdicts(report), report.rows[0].label) == (False, ["created"], "Logis d’Oc")
    assert not Organisation.objects.members().exists()


@pytest.mark.parametrize("make", [csv_file, xlsx_file, ods_file])
def test_applied_it_creates_the_organisation_with_all_its_fields(make: Callable[..., io.BytesIO], fede: User):
    place = ["Nouvelle-Aquitaine", "Gironde", "1 rue", "33310", "", "33249"]
    rest = ["logis.example", "c@logis.example", 18700, "F-1"]
    values = [SIREN, "Logis d’Oc", "Logis d’Oc SA", "OPH", *place, *rest]

    import_organisations(file=make([[column.name for column in COLUMNS], values]), by=fede, apply=True)

    made = Organisation.objects.members().get()
    assert row_of(made, "75") == [
        SIREN, "Logis d’Oc", "Logis d’Oc SA", "oph", "75", "33", "1 rue", "33310", "Lormont", "33249",
        "https://logis.example", "c@logis.example", "18700", "F-1",
    ]  # fmt: skip
    assert made.search_text == "logis d oc logis d oc sa " + SIREN + " lormont"
    lines = AuditEntry.objects.filter(actor=fede).order_by("pk")
    assert [(line.verb, line.object_label) for line in lines] == [
        ("organisation.created", "Logis d’Oc"),
        ("organisations.imported", ""),
    ]


def test_a_second_run_changes_nothing():
    check(ROW, {**ROW, "siren": "", "identifiant": "F-2"}, apply=True)
    lines = AuditEntry.objects.count()

    report = check(ROW, {**ROW, "siren": "", "identifiant": "F-2"}, apply=True)

    assert verdicts(report) == ["unchanged", "unchanged"]
    assert AuditEntry.objects.count() == lines + 1  # that a file was applied


def test_a_change_shows_old_and_new_and_leaves_what_the_file_does_not_say(org_a: Organisation):
    row = {
        "siren": org_a.siren,
        "enseigne": "Deux-Rives",
        "departement": "33",
        "famille": "",
        "logements": "1200",
    }

    report = check(row, apply=True)

    org_a.refresh_from_db()
    assert report.rows[0].changes == {
        "enseigne": ("Habitat des Deux-Rives", "Deux-Rives"),
        "logements": ("", "1200"),
    }
    assert (org_a.name, org_a.dwellings, org_a.family_id, org_a.city) == (
        "Deux-Rives",
        1200,
        "oph",
        "Lormont",
    )
    assert org_a.aliases.get().name == "Habitat des Deux-Rives"


def test_the_identifier_finds_the_organisation_whose_siren_changes(org_a: Organisation):
    check({**ROW, "siren": org_a.siren, "enseigne": org_a.name, "identifiant": "F-1"}, apply=True)

    report = check({**ROW, "enseigne": org_a.name, "identifiant": "F-1"}, apply=True)

    assert report.rows[0].changes == {"siren": (org_a.siren, SIREN)}
    assert Organisation.objects.members().get().siren == SIREN


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"siren": SIREN[:-1] + str((int(SIREN[-1]) + 1) % 10)}, [("siren", "organisation.siren_wrong")]),
        ({"siren": SIREN[:-2]}, [("siren", "organisation.siren_wrong")]),
        ({"siren": complete("01234567").lstrip("0")}, [("siren", "organisation.siren_lost_zero")]),
        ({"siren": ""}, [("siren", "import.no_key")]),
        ({"enseigne": ""}, [("enseigne", "import.required")]),
        ({"enseigne": "=HYPERLINK(1)"}, [("enseigne", "import.formula")]),
        ({"departement": ""}, [("departement", "import.required")]),
        ({"departement": "Girondin"}, [("departement", "import.unknown_department")]),
        ({"region": "Gascogne"}, [("region", "import.unknown_region")]),
        ({"region": "Occitanie"}, [("region", "import.region_elsewhere")]),
        ({"famille": "SCI"}, [("famille", "import.unknown_family")]),
        ({"code_insee": "33999"}, [("code_insee", "import.unknown_commune")]),
        ({"code_insee": "59350"}, [("code_insee", "import.commune_elsewhere")]),
        ({"code_postal": "1000"}, [("code_postal", "import.postcode_lost_zero")]),
        ({"site": "pas une adresse"}, [("site", "import.url")]),
        (
            {"courriel": "a@b", "logements": "-3"},
            [("courriel", "import.email"), ("logements", "import.formula")],
        ),
    ],
)
def test_a_bad_line_is_refused_alone_with_its_column(cells: dict[str, str], expected: list[tuple[str, str]]):
    report = check({**ROW, **cells}, {**ROW, "siren": OTHER}, apply=True)

    assert verdicts(report) == ["refused", "created"]
    assert problems(report) == expected
    assert report.rows[0].cells["enseigne"] == {**ROW, **cells}["enseigne"]
    assert [o.siren for o in Organisation.objects.members()] == [OTHER]


@pytest.mark.parametrize("region", ["72", "Aquitaine", "nouvelle aquitaine"])
def test_the_regions_before_2016_are_known(region: str):
    assert verdicts(check({**ROW, "region": region})) == ["created"]


def test_the_code_of_the_commune_gives_the_department():
    check({**ROW, "departement": "", "code_insee": "75112"}, apply=True)

    made = Organisation.objects.members().get()
    assert (made.department_id, made.commune_id, made.city) == ("75", "75056", "Paris")


def test_two_lines_for_one_organisation_are_both_refused():
    report = check(ROW, {**ROW, "enseigne": "Autre"}, {**ROW, "siren": OTHER}, apply=True)

    assert verdicts(report) == ["refused", "refused", "created"]
    assert problems(report) == [("siren", "import.twice"), ("siren", "import.twice")]


def test_two_lines_that_name_one_organisation_by_different_keys(org_a: Organisation):
    check({**ROW, "siren": org_a.siren, "enseigne": org_a.name, "identifiant": "F-1"}, apply=True)
    by_siren = {**ROW, "siren": org_a.siren, "enseigne": org_a.name}

    report = check({**by_siren, "siren": "", "identifiant": "F-1"}, by_siren)

    assert (verdicts(report), problems(report)) == (["unchanged", "refused"], [("", "import.twice")])


def test_keys_that_contradict_what_is_stored_are_refused(org_a: Organisation, org_b: Organisation):
    check({**ROW, "siren": org_a.siren, "enseigne": org_a.name, "identifiant": "F-1"}, apply=True)

    other_identifier = check({**ROW, "siren": org_a.siren, "identifiant": "F-9"})
    other_siren = check({**ROW, "siren": org_b.siren, "identifiant": "F-1"})

    assert problems(other_identifier) == [("identifiant", "import.identifier_taken")]
    assert problems(other_siren) == [("siren", "organisation.siren_taken")]


def test_what_is_not_an_active_member_is_refused(association: Organisation, org_a: Organisation):
    Organisation.objects.filter(pk=association.pk).update(siren=SIREN)
    archive_organisation(organisation=org_a, by=None)

    report = check(ROW, {**ROW, "siren": org_a.siren})

    assert problems(report) == [("", "import.not_a_member"), ("", "organisation.archived")]


def test_formula_cells_of_a_workbook_are_refused():
    report = import_organisations(
        file=xlsx_file([["siren", "enseigne", "departement"], [SIREN, "=A1", "33"]]), by=None
    )

    assert problems(report) == [("enseigne", "import.formula")]


def test_a_siren_that_a_workbook_made_a_number_has_lost_its_zero():
    siren = complete("01234567")
    file = xlsx_file([["siren", "enseigne", "departement"], [int(siren), "Logis", 33]])

    report = import_organisations(file=file, by=None)

    assert problems(report) == [("siren", "organisation.siren_lost_zero")]
    assert siren in report.rows[0].problems[0].reason


def test_a_missing_column_refuses_the_file_and_an_unknown_one_is_told():
    with pytest.raises(DomainError) as refusal:
        import_organisations(file=file_of({"siren": SIREN, "couleur": "vert"}), by=None)

    assert refusal.value.code == "spreadsheet.missing_column"
    assert "enseigne, departement" in refusal.value.message
    assert check({**ROW, "couleur": "vert"}).unknown_columns == ["couleur"]


def test_a_damaged_end_of_the_file_stores_nothing():
    content = file_of(ROW).getvalue() + b'"'

    with pytest.raises(DomainError) as refusal:
        import_organisations(file=io.BytesIO(content), by=None, apply=True)

    assert refusal.value.code == "spreadsheet.quotes"
    assert not Organisation.objects.members().exists()


def test_english_headers_are_read():
    file = csv_file(
        [
            ["SIREN", "Usual name", "Department", "Family"],
            [SIREN, "Logis", "Gironde", "Public housing office"],
        ]
    )

    import_organisations(file=file, by=None, apply=True)

    assert Organisation.objects.members().get().family == Family.objects.get()


def test_checking_costs_the_same_for_one_line_and_for_three(django_assert_num_queries: Any):
    sirens = [complete(f"5000000{n}") for n in range(3)]

    with django_assert_num_queries(5):
        check(ROW)
    with django_assert_num_queries(5):
        check(*({**ROW, "siren": siren} for siren in sirens))
