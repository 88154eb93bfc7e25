import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook


def test_pdf(small, tmp_path):
    call_command("bilan", "semaine-2026", output=str(tmp_path / "b.pdf"), stdout=io.StringIO())

    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


def test_workbook(small, tmp_path):
    call_command("bilan", "semaine-2026", kind="xlsx", output=str(tmp_path / "b.xlsx"), stdout=io.StringIO())

    assert load_workbook(tmp_path / "b.xlsx")["chiffres"]["B6"].value == 2


@pytest.mark.parametrize(("language", "words"), [("fr", "Par région"), ("en", "By region")])
def test_page_that_stands_alone(small, tmp_path, language, words):
    target = tmp_path / "b.html"
    call_command(
        "bilan", "semaine-2026", kind="html", language=language, output=str(target), stdout=io.StringIO()
    )

    page = target.read_text(encoding="utf-8")
    assert words in page
    assert "[undefined" not in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("slug", "kind", "status", "words"),
    [("semaine-2026", "docx", 2, "n’est pas encore faite"), ("semaine-1900", "pdf", 1, "semaine-2026")],
)
@pytest.mark.usefixtures("edition")
def test_misuse(tmp_path, slug, kind, status, words):
    with pytest.raises(CommandError, match=words) as refused:
        call_command("bilan", slug, kind=kind, output=str(tmp_path / "b"))

    assert refused.value.returncode == status
