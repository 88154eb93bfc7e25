"""Forget a source: asked first, its events stay."""

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.events.models import Event, Source
from semainier.events.tests.agendas import entry
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportRun
from semainier.staff.services.imports import apply_import
from semainier.staff.tests.factories import make_agenda_run


@pytest.fixture
def source(fede: User, committed: Edition, org_a: Organisation) -> Source:
    for entries in ((entry(), entry(uid=2, title="Autre")), (entry(),)):
        apply_import(run=make_agenda_run(fede, committed, *entries, organisation=org_a), by=fede)
    return Source.objects.get()


def test_it_asks_and_names_what_is_lost(head: Client, source: Source):
    page = head.get(reverse("staff:source_forget", args=[source.pk])).content.decode()

    assert ("Oublier la source" in page, "Ses 2 événements restent" in page) == (True, True)
    assert Source.objects.exists()


def test_forgotten_its_events_stay_and_are_no_longer_followed(head: Client, source: Source):
    response = head.post(reverse("staff:source_forget", args=[source.pk]), follow=True)

    assert "est oubliée" in response.content.decode()
    assert (Source.objects.count(), ImportRun.objects.filter(source=None).count()) == (0, 2)
    assert list(Event.objects.values_list("source", "source_uid", "gone_at")) == [(None, "", None)] * 2
    assert AuditEntry.objects.get(verb="source.forgotten").data == {"events": 2}
