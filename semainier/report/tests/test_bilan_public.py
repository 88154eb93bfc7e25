import datetime as dt

from semainier.core import clock
from semainier.events.tests.desk import page_of
from semainier.report.services import publish_snapshot, record_announced
from semainier.report.tests.factories import make_events


def url(edition):
    return f"/{edition.slug}/bilan/"


def test_newest_published_figures(client, small):
    publish_snapshot(edition=small.edition, label="À la veille", by=None)
    make_events(small.edition, [small.three], 3, published_at=clock.now())
    publish_snapshot(edition=small.edition, label="Pour nous", by=None, published=False)

    page = page_of(client.get(url(small.edition)))

    assert "2 organismes participent, soit 50,0 %" in page
    assert "4 événements au programme." in page
    assert "Pour nous" not in page
    assert "[undefined" not in page


def test_announced_figures_alone(client, small):
    day = clock.now() - dt.timedelta(days=1)
    record_announced(
        edition=small.edition, label="Presse", taken_at=day, participants=216, events=None, by=None
    )

    page = page_of(client.get(url(small.edition)))

    assert "216 organismes participent" in page
    assert "Nombre d’événements inconnu." in page
    assert "[undefined" not in page


def test_before_the_first_figures(client, edition):
    assert "Aucun chiffre n’est encore publié." in page_of(client.get(url(edition)))


def test_hidden_edition_is_not_found(client, edition):
    edition.is_public = False
    edition.save()

    assert client.get(url(edition)).status_code == 404


def test_english_names(client, small):
    publish_snapshot(edition=small.edition, label="Eve", by=None)

    page = page_of(client.get(f"/en{url(small.edition)}"))

    assert "Living well together" in page
    assert "Saturday 6 June" in page
