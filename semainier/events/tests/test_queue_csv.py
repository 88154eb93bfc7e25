import csv
import io

from semainier.events.tests.desk import published, submitted

URL = "/bureau/moderation.csv"


def lines(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_view_leaves_with_its_filters(client_of, regina, make_event):
    submitted(make_event, "Un potager", days_ago=1)
    published(make_event, "Un verger")

    found = lines(client_of(regina).get(URL, {"q": "potager"}))

    assert [
        (line["titre"], line["debut"], line["statut"], line["moderation"], line["jours_ouvres"])
        for line in found
    ] == [("Un potager", "2026-06-07T10:00:00+02:00", "prevu", "Soumis", "1")]


def test_formula_does_not_run(client_of, regina, make_event):
    submitted(make_event, "=HYPERLINK(1)")

    assert lines(client_of(regina).get(URL))[0]["titre"] == "'=HYPERLINK(1)"


def test_member_may_not(client_of, alice, edition):
    assert client_of(alice).get(URL).status_code == 403
