from semainier.events.tests.desk import page_of
from semainier.report.models import Snapshot


def url(edition):
    return f"/bureau/bilan/{edition.slug}/releves/"


def test_keep_and_show(client_of, fede, small):
    response = client_of(fede).post(
        url(small.edition), {"label": "À la veille", "published": "on"}, follow=True
    )

    snapshot = Snapshot.objects.get()
    assert (snapshot.label, snapshot.is_published, snapshot.by) == ("À la veille", True, fede)
    assert "« À la veille » est gardé et montré au public." in page_of(response)


def test_keep_for_us(client_of, fede, small):
    client_of(fede).post(url(small.edition), {"label": "À la veille"})

    assert Snapshot.objects.get().is_published is False


def test_without_a_name_the_form_comes_back(client_of, fede, small):
    response = client_of(fede).post(url(small.edition), {"published": "on"})

    assert response.status_code == 422
    assert response.context["snapshot_form"].errors
    assert not Snapshot.objects.exists()
