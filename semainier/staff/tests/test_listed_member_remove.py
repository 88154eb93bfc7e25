"""Take an organisation off the list, after saying what that means."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation


def test_it_asks_then_takes_off_from_today(head: Client, committed: Edition, org_a: Organisation):
    listed = committed.listed_members.get()
    url = reverse("staff:listed_member_remove", args=[committed.slug, listed.pk])
    assert f"Retirer {org_a.name} de la liste" in head.get(url).content.decode()

    response = head.post(url)

    listed.refresh_from_db()
    assert response["Location"] == reverse("staff:listed_member_list", args=[committed.slug])
    assert listed.removed_on == dt.date(2026, 5, 20)
    assert committed.listed_members.on(dt.date(2026, 5, 19)).count() == 1
