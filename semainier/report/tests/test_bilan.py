import pytest

from semainier.core import clock
from semainier.events.tests.desk import page_of, plain
from semainier.report.services import publish_snapshot
from semainier.report.tests.conftest import AFTER
from semainier.report.tests.factories import make_events


def url(edition):
    return f"/bureau/bilan/{edition.slug}/"


def test_bilan_in_sentences(client_of, fede, told):
    with clock.at(AFTER):
        response = client_of(fede).get(url(told.edition))

    assert plain(response.context["headline"]) == "2 organismes participent, soit 50,0 %"
    assert (
        plain(response.context["events_line"])
        == "4 événements au programme ; 1 annulé et 1 a plusieurs organisateurs."
    )
    assert plain(response.context["attendance_line"]) == (
        "30 visiteurs pour 1 événement chiffré sur 2 tenus (50,0 %). Pour 1 événement, elle est inconnue."
    )
    assert (
        plain(response.context["responses_line"]) == "3 événements passés sur 3 ont leur résultat (100,0 %)."
    )
    assert (
        plain(response.context["theme_line"])
        == "En tête : Bien vivre ensemble, avec 2 événements sur 4, soit 50 %."
    )
    assert "[undefined" not in page_of(response)


def test_unknown_attendance_says_so(client_of, fede, small):
    assert "Fréquentation inconnue : aucun événement n’a encore son résultat." in page_of(
        client_of(fede).get(url(small.edition))
    )


def test_head_may_keep_figures_coordinator_reads(client_of, fede, regina, small):
    head, coordinator = (page_of(client_of(person).get(url(small.edition))) for person in (fede, regina))

    assert "Ajouter des chiffres annoncés ailleurs" in head
    assert "Ajouter des chiffres annoncés ailleurs" not in coordinator
    assert "AROSHA" in coordinator
    assert "Dans toute la fédération : 2 organismes sur 4, soit 50,0 %." in coordinator


def test_kept_figures_are_listed(client_of, fede, small):
    publish_snapshot(edition=small.edition, label="À la veille", by=fede, published=False)

    page = page_of(client_of(fede).get(url(small.edition)))

    assert "À la veille" in page
    assert "gardé pour nous" in page


@pytest.mark.parametrize("events", [1, 3])
def test_queries_do_not_grow(client_of, fede, small, django_assert_num_queries, events):
    make_events(small.edition, [small.three], events, published_at=clock.now())
    client = client_of(fede)

    with django_assert_num_queries(15):
        client.get(url(small.edition))
