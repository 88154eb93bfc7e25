import csv
import io

from semainier.organisations.models import Organisation


def url(edition):
    return f"/bureau/participation/{edition.slug}/organismes.csv"


def lines(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_silent_with_whom_to_call(client_of, fede, small):
    response = client_of(fede).get(url(small.edition), {"etape": "silent"})

    [line] = lines(response)
    assert response["Content-Disposition"] == 'attachment; filename="silent-semaine-2026.csv"'
    assert (line["enseigne"], line["region"], line["region_nom"], line["courriel"], line["logements"]) == (
        "Habitat 004", "32", "Hauts-de-France", "contact@habitat-4.example", "111",
    )  # fmt: skip
    assert (line["invitations"], line["edition_precedente"]) == ("0", "")


def test_formula_does_not_run(client_of, fede, small):
    Organisation.objects.filter(pk=small.four.pk).update(name="=1+1")

    assert lines(client_of(fede).get(url(small.edition), {"etape": "silent"}))[0]["enseigne"] == "'=1+1"


def test_coordinator_gets_her_territory(client_of, regina, small):
    assert [line["departement"] for line in lines(client_of(regina).get(url(small.edition)))] == ["33", "33"]
