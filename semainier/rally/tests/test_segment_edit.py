"""Change a segment; what was sent to it stays."""

import pytest
from django.urls import reverse

from semainier.rally.models import Segment
from semainier.rally.tests.factories import draft_of, send


@pytest.fixture
def segment(network):
    return Segment.objects.create(edition=network.edition, name="Sud", include={"regions": ["75"]})


@pytest.fixture
def url(segment):
    return reverse("rally:segment_edit", args=[segment.pk])


def test_form_shows_what_is_kept(head, url):
    form = head.get(url).context["form"]

    assert (form["nom"].value(), form["regions"].value()) == ("Sud", ["75"])


def test_it_is_changed(head, url, segment):
    response = head.post(url, {"nom": "Nord", "regions": ["32"]}, follow=True)

    segment.refresh_from_db()
    assert (segment.name, segment.include) == ("Nord", {"regions": ["32"]})
    assert "est modifié" in response.content.decode()


def test_sending_keeps_the_segment_as_it_was(head, url, segment, network, fede):
    sending = send(fede, draft_of(network.edition, segment=segment, choice=segment.choice))

    head.post(url, {"nom": "Nord", "regions": ["32"]})

    sending.refresh_from_db()
    assert (sending.include, sending.organisations) == ({"regions": ["75"]}, 4)


def test_name_is_needed(head, url, segment):
    response = head.post(url, {"nom": " ", "regions": ["32"]})

    segment.refresh_from_db()
    assert response.context["form"].errors.keys() == {"nom"}
    assert segment.name == "Sud"


def test_coordinator_changes_her_own_only(desk, url, segment, association):
    assert desk.post(url, {"nom": "Autre"}).status_code == 403
    segment.association = association
    segment.save()

    assert desk.post(url, {"nom": "Autre"}).status_code == 302
