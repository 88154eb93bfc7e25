"""Forget a person, after saying what is lost; never oneself, never the last of the head office."""

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core.errors import Conflict
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member
from semainier.staff.services.people import erase_person


def test_it_names_what_is_lost_and_writes_nothing(head: Client, alice: User, org_a: Organisation):
    page = head.get(reverse("staff:person_erase", args=[alice.pk])).content.decode()

    assert alice.email in page
    assert org_a.name in page
    alice.refresh_from_db()
    assert alice.erased_at is None


def test_the_button_forgets_her(head: Client, alice: User, org_a: Organisation):
    response = head.post(reverse("staff:person_erase", args=[alice.pk]))

    alice.refresh_from_db()
    assert response["Location"] == reverse("staff:person_list")
    assert (alice.is_active, "alice" in alice.email) == (False, False)
    assert not alice.memberships.filter(ended_at__isnull=True).exists()
    assert head.get(reverse("staff:person_erase", args=[alice.pk])).status_code == 404


def test_nobody_erases_herself_here(head: Client, fede: User):
    response = head.post(reverse("staff:person_erase", args=[fede.pk]))

    assert (response.status_code, response["X-Error-Code"]) == (409, "person.self")


def test_the_last_person_of_the_head_office_stays(fede: User, alice: User, federation: Organisation):
    with pytest.raises(Conflict) as refusal:
        erase_person(person=fede, by=alice)

    assert refusal.value.code == "membership.last_head"
    add_member(organisation=federation, user=alice, role="head", by=None)
    erase_person(person=fede, by=alice)
    fede.refresh_from_db()
    assert fede.erased_at is not None
