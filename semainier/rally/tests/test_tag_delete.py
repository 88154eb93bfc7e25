"""Take a tag off everywhere within reach, after a question."""

import pytest
from django.urls import reverse

from semainier.rally.models import OrganisationTag
from semainier.rally.services.kept import add_tag


@pytest.fixture
def url(network, fede):
    add_tag(name="à rappeler / mai", organisations=[network.a, network.b], by=fede)
    return reverse("rally:tag_delete", args=["à rappeler / mai"])


def test_question_names_what_is_lost(head, url):
    assert "Supprimer l’étiquette «\xa0à rappeler / mai\xa0»" in head.get(url).content.decode()
    assert OrganisationTag.objects.count() == 2


def test_it_goes(head, url):
    assert head.post(url).status_code == 302
    assert not OrganisationTag.objects.exists()
    assert head.get(url).status_code == 404


def test_coordinator_takes_it_off_in_her_territory(desk, url, network):
    desk.post(url)

    assert OrganisationTag.objects.get().organisation == network.b
