"""Remove a family that nothing bears."""

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Family, Organisation


def test_it_asks_then_removes(head: Client, family: Family):
    assert "Retirer la famille" in head.get(reverse("staff:family_delete", args=["oph"])).content.decode()

    response = head.post(reverse("staff:family_delete", args=["oph"]))

    assert response["Location"] == reverse("staff:family_list")
    assert not Family.objects.exists()


def test_one_that_members_bear_stays(head: Client, org_a: Organisation):
    response = head.post(reverse("staff:family_delete", args=["oph"]))

    assert (response.status_code, response["X-Error-Code"]) == (409, "family.in_use")
    assert Family.objects.exists()
