"""Remove a message after a question."""

import pytest
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.rally.models import MessageTemplate
from semainier.rally.tests.factories import make_template


@pytest.fixture
def url(edition):
    return reverse("rally:template_delete", args=[make_template().pk])


def test_question_names_what_is_lost(head, url):
    assert "Supprimer le message «\xa0Le nôtre\xa0»" in head.get(url).content.decode()
    assert MessageTemplate.objects.exists()


def test_it_goes(head, url):
    response = head.post(url, follow=True)

    assert not MessageTemplate.objects.exists()
    assert "Le message «\xa0Le nôtre\xa0» est supprimé." in response.content.decode()
    assert AuditEntry.objects.filter(verb="message_template.deleted").exists()


def test_coordinator_may_not_remove_that_of_the_head(desk, url):
    assert desk.post(url).status_code == 403
    assert MessageTemplate.objects.exists()
