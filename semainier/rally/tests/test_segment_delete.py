"""Remove a segment after a question."""

import pytest
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.rally.models import Segment, Sending
from semainier.rally.tests.factories import draft_of, send


@pytest.fixture
def segment(network):
    return Segment.objects.create(edition=network.edition, name="Sud", include={"regions": ["75"]})


@pytest.fixture
def url(segment):
    return reverse("rally:segment_delete", args=[segment.pk])


def test_question_names_what_is_lost(head, url):
    page = head.get(url).content.decode()

    assert "Supprimer le segment «\xa0Sud\xa0»" in page
    assert Segment.objects.exists()


def test_it_goes_and_sendings_stay(head, url, segment, network, fede):
    send(fede, draft_of(network.edition, segment=segment, choice=segment.choice, audience="Sud"))

    head.post(url)

    assert not Segment.objects.exists()
    assert (Sending.objects.get().segment, Sending.objects.get().audience) == (None, "Sud")
    assert AuditEntry.objects.filter(verb="segment.deleted").exists()


def test_coordinator_may_not_remove_that_of_the_head(desk, url):
    assert desk.post(url).status_code == 403
    assert Segment.objects.exists()
