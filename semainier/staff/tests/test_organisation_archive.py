"""Put a member into the archive, after saying what that ends."""

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation


def test_it_says_what_ends_and_writes_nothing(head: Client, org_a: Organisation, alice: User, bob: User):
    page = head.get(reverse("staff:organisation_archive", args=[org_a.pk])).content.decode()

    assert "2 personnes n’agiront plus" in page.replace("\u00a0", " ")
    org_a.refresh_from_db()
    assert not org_a.is_archived


def test_the_button_archives(head: Client, org_a: Organisation, alice: User):
    response = head.post(reverse("staff:organisation_archive", args=[org_a.pk]))

    org_a.refresh_from_db()
    assert (org_a.is_archived, response["Location"]) == (True, reverse("staff:organisation_list"))
    assert not alice.memberships.filter(ended_at__isnull=True).exists()
