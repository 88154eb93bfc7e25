import pytest

from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.events.tests.desk import page_of
from semainier.report.models import Snapshot
from semainier.report.tests.conftest import AFTER


def url(edition):
    return f"/bureau/bilan/{edition.slug}/figer/"


@pytest.fixture
def counting(told):
    with clock.at(AFTER):
        set_phase(edition=told.edition, phase="week", by=None)
        set_phase(edition=told.edition, phase="counting", by=None)
        yield told


def test_page_names_what_is_closed(client_of, fede, counting):
    page = page_of(client_of(fede).get(url(counting.edition)))

    assert "raconter un événement ou corriger ce qui en a été dit," in page
    assert "n’a pas encore son résultat" not in page
    assert "1 organismes sur 4, 2 événements tenus" in page
    assert Edition.objects.get(pk=counting.edition.pk).phase == "counting"


def test_freeze_publishes_the_final_figures(client_of, fede, counting):
    response = client_of(fede).post(url(counting.edition), follow=True)

    assert Edition.objects.get(pk=counting.edition.pk).phase == "frozen"
    assert Snapshot.objects.get().figures["participants"] == 1
    assert "est figée, ses chiffres définitifs sont publiés." in page_of(response)


def test_before_the_counting_it_is_a_conflict(client_of, fede, small):
    response = client_of(fede).post(url(small.edition))

    assert (response.status_code, response["X-Error-Code"]) == (409, "edition.wrong_phase")


def test_the_way_there_is_offered_in_the_counting_only(client_of, fede, counting):
    address = url(counting.edition)
    assert address in page_of(client_of(fede).get(f"/bureau/bilan/{counting.edition.slug}/"))

    set_phase(edition=counting.edition, phase="week", by=None)

    assert address not in page_of(client_of(fede).get(f"/bureau/bilan/{counting.edition.slug}/"))
