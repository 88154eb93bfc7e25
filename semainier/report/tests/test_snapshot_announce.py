import pytest

from semainier.report.models import Snapshot


def url(edition):
    return f"/bureau/bilan/{edition.slug}/annonces/"


def test_announced_figures_are_kept(client_of, fede, small):
    client_of(fede).post(
        url(small.edition), {"label": "Presse", "day": "2026-05-04", "participants": "216", "events": "500"}
    )

    snapshot = Snapshot.objects.get()
    assert (snapshot.source, snapshot.figures["participants"], snapshot.figures["events"]) == (
        "announced",
        216,
        500,
    )
    assert snapshot.taken_at.isoformat() == "2026-05-04T10:00:00+00:00"


def test_announced_today_is_not_in_the_future(client_of, fede, small):
    response = client_of(fede).post(
        url(small.edition), {"label": "Presse", "day": "2026-05-20", "events": "500"}
    )

    assert response.status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {"label": "Presse", "day": "2026-05-04"},
        {"label": "Presse", "day": "2026-05-21", "events": "1"},
        {"day": "2026-05-04", "events": "1"},
        {"label": "Presse", "day": "hier", "events": "-1"},
    ],
)
def test_form_without_sense_comes_back(client_of, fede, small, data):
    response = client_of(fede).post(url(small.edition), data)

    assert response.status_code == 422
    assert response.context["announced_form"].errors
    assert not Snapshot.objects.exists()
