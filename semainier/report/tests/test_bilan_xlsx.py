import io

from openpyxl import load_workbook


def test_figures_as_a_workbook(client_of, fede, small):
    response = client_of(fede).get(f"/bureau/bilan/{small.edition.slug}/bilan.xlsx")

    book = load_workbook(io.BytesIO(response.content))
    plain = {row[0].value: row[1].value for row in book["chiffres"]}
    assert (plain["participants"], plain["listed"], plain["rate"], plain["attendance"]) == (2, 4, 0.5, None)
    assert [row[1].value for row in book["regions"]] == ["nom", "Hauts-de-France", "Nouvelle-Aquitaine"]
    assert book.sheetnames == ["chiffres", "regions", "familles", "themes", "jours", "types", "objectifs"]
