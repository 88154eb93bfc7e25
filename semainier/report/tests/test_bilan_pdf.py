import re
import zlib
from dataclasses import replace

import pytest

from semainier.core import clock
from semainier.report.document import bilan_pdf_bytes, document_data
from semainier.report.queries.bilan import bilan_of
from semainier.report.tests.conftest import AFTER

STREAM = re.compile(rb"/FlateDecode.*?stream\r?\n(.*?)endstream", re.DOTALL)


def objects(content):
    """Return the document with its compressed objects readable."""
    packed = []
    for stream in STREAM.findall(content):
        try:
            packed.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return content + b"\n".join(packed)


def test_document_is_tagged_and_titled(client_of, fede, told):
    with clock.at(AFTER):
        response = client_of(fede).get(f"/bureau/bilan/{told.edition.slug}/bilan.pdf")

    content = objects(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="bilan-semaine-2026.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert "Bilan – Semaine nationale des Hlm 2026".encode() in content
    assert re.search(rb"/Lang ?\(fr", content)


def test_words_of_the_document(told):
    with clock.at(AFTER):
        data = document_data(bilan_of(told.edition, clock.now()))

    assert data["document_title"] == "Bilan – Semaine nationale des Hlm 2026"
    assert data["cover_line"].replace("\u202f", " ") == "2 organismes sur 4 participent, soit 50,0 %."
    assert data["matrix"]["open"] == 2
    assert [row["count"] for row in data["drawers"]] == ["1", "1", "1", "1", "0", "0", "0", "0", "0"]
    assert data["regions"]["total"] == ["Ensemble", "4", "2", "50,0\u202f%", "4"]


def test_words_that_look_like_code_are_words(told):
    told.edition.name = "#panic() $x$ *Semaine* <a> \\ \" ' @b"
    told.edition.headline = '#read("/etc/passwd")'

    assert bilan_pdf_bytes(bilan_of(told.edition, AFTER)).startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_edition_makes_a_document(client_of, fede, edition, language):
    prefix = "/en" if language == "en" else ""

    response = client_of(fede).get(f"{prefix}/bureau/bilan/{edition.slug}/bilan.pdf")

    assert response.content.startswith(b"%PDF-")
    assert re.search(rb"/Lang ?\(" + language.encode(), objects(response.content))


def test_territory_is_named_and_stands_beside_the_whole(client_of, regina, small):
    response = client_of(regina).get(f"/bureau/bilan/{small.edition.slug}/bilan.pdf")

    assert "Bilan – Semaine nationale des Hlm 2026 – AROSHA".encode() in objects(response.content)


def test_without_typefaces_it_says_what_to_do(client_of, fede, edition, tmp_path, monkeypatch):
    monkeypatch.setattr("semainier.report.document.FONTS", tmp_path)

    response = client_of(fede).get(f"/bureau/bilan/{edition.slug}/bilan.pdf")

    assert (response.status_code, response["X-Error-Code"]) == (422, "report.no_fonts")


def test_network_of_thousands_is_not_drawn_one_by_one(told):
    bilan = bilan_of(told.edition, AFTER)

    assert document_data(replace(bilan, figures=replace(bilan.figures, listed=5000)))["matrix"] is None
