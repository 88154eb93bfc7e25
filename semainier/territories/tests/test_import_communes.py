import pytest
from django.core.management import CommandError, call_command

from semainier.audit.models import AuditEntry
from semainier.core.errors import DomainError
from semainier.territories.models import Commune
from semainier.territories.services import RefusedCentre, import_communes

BREDE = "code_insee;latitude;longitude\n33213;44,68;-0,52\n"


def centre(code):
    return Commune.objects.values_list("latitude", "longitude").get(code=code)


def test_import_reports_only_until_applied(france):
    report = import_communes(content=BREDE.encode(), by=None)

    assert (report.applied, report.changed, report.unchanged, report.refused) == (False, 1, 0, [])
    assert centre("33213") == (None, None)
    assert not AuditEntry.objects.exists()


def test_import_stores_centres_and_a_second_run_changes_nothing(france, django_assert_num_queries):
    with django_assert_num_queries(5):  # savepoint, read, write, audit line, release
        first = import_communes(content=BREDE.encode(), by=None, apply=True)
    second = import_communes(content=BREDE.encode(), by=None, apply=True)

    assert (first.changed, second.changed, second.unchanged) == (1, 0, 1)
    assert centre("33213") == (44.68, -0.52)
    assert Commune.objects.get(code="33213").name == "La Brède"
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["communes.placed"]


@pytest.mark.parametrize(
    "content",
    [
        "INSEE,Lat,Lng\n33213,44.68,-0.52\n".encode("utf-8-sig"),
        "nom\tcode\tlatitude\tlongitude\nLa Brède\t33213\t44.68\t-0.52\n".encode("cp1252"),
        b'longitude;"code insee";latitude\r\n-0.52;33213;44.68\r\n\r\n',
    ],
)
def test_import_reads_the_usual_writings(france, content):
    import_communes(content=content, by=None, apply=True)

    assert centre("33213") == (44.68, -0.52)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99999;44.68;-0.52", "code_insee"),
        (";44.68;-0.52", "code_insee"),
        ("33213;north;-0.52", "latitude"),
        ("33213;;", "latitude"),
        ("33213;44.68", "longitude"),
        ("33213;44.68;200", "longitude"),
        ("33213;nan;-0.52", "latitude"),
        ("33213;-0.52;44.68", "latitude"),
    ],
)
def test_import_refuses_a_bad_row_alone(france, row, column):
    content = f"code_insee;latitude;longitude\n{row}\n33249;44.88;-0.52\n"

    report = import_communes(content=content.encode(), by=None, apply=True)

    assert [(refused.line, refused.column) for refused in report.refused] == [(2, column)]
    assert centre("33249") == (44.88, -0.52)


def test_import_refuses_the_second_row_of_a_commune(france):
    report = import_communes(content=f"{BREDE}33213;45;0\n".encode(), by=None, apply=True)

    reason = "La commune 33213 figure deux fois dans le fichier."
    assert report.refused == [RefusedCentre(3, "code_insee", reason)]
    assert centre("33213") == (44.68, -0.52)


def test_import_takes_a_code_that_lost_its_zero(france):
    Commune.objects.create(code="01001", name="L’Abergement", department_id="33", search_name="abergement")

    report = import_communes(content=b"code;lat;lon\n1001;46.15;4.92\n", by=None)

    assert report.changed == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code_insee;latitude\n33213;44.68\n",
        b"code;insee;latitude;longitude\n1;2;3;4\n",
        b'code;lat;lon\n"33213;44.68;-0.52\n',
        b"code;lat;lon\n" + b"x" * 200_000,
        b"x" * (20 * 1024 * 1024 + 1),
    ],
    ids=["empty", "column missing", "column twice", "quote open", "long line", "large file"],
)
def test_import_refuses_a_bad_file_whole(france, content):
    with pytest.raises(DomainError) as refused:
        import_communes(content=content, by=None, apply=True)

    assert refused.value.code == "territories.bad_file"


def test_command_reports_then_applies(france, tmp_path, capsys):
    path = tmp_path / "communes.csv"
    path.write_text(f"{BREDE}99999;45;0\n", encoding="utf-8")

    call_command("import_communes", path)
    assert "--apply" in capsys.readouterr().out
    call_command("import_communes", path, apply=True)

    assert capsys.readouterr().out.startswith("ligne 3, code_insee")
    assert centre("33213") == (44.68, -0.52)


@pytest.mark.parametrize("content", [None, b"code\n"])
def test_command_with_a_file_that_cannot_be_used_fails(france, tmp_path, content):
    path = tmp_path / "communes.csv"
    if content:
        path.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("import_communes", path)
