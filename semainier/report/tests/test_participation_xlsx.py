import io

from openpyxl import load_workbook


def test_list_as_a_workbook(client_of, fede, small):
    response = client_of(fede).get(
        f"/bureau/participation/{small.edition.slug}/organismes.xlsx", {"etape": "committed"}
    )

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [row[1].value for row in sheet] == ["enseigne", "Habitat 003", "Habitat 002", "Habitat 001"]
