"""Putting an address back in service (mailings:address_restore)."""

import pytest

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.mailings.models import Address
from semainier.mailings.states import State, Trouble
from semainier.mailings.tests.factories import make_address, make_mail


def _url(address):
    return f"/bureau/courriels/adresses/{address.pk}/remettre/"


@pytest.mark.parametrize("who", ["fede", "regina"])
def test_mails_leave_again_and_the_journal_says_who(request, alice, client_of, who):
    person = request.getfixturevalue(who)
    address = make_address(alice.email, trouble=Trouble.SOFT, soft_bounces=3)

    response = client_of(person).post(_url(address), follow=True)

    address.refresh_from_db()
    assert (address.suspended_at, address.restored_at, address.soft_bounces) == (None, clock.now(), 0)
    assert f"Les courriels partent de nouveau vers {alice.email}." in response.content.decode()
    assert '<span class="state yes">remise en service</span>' in response.content.decode()
    entry = AuditEntry.objects.get(verb="address.restored")
    assert (entry.actor, entry.data["trouble"]) == (person, "soft")
    assert make_mail(to_email=alice.email).state == State.QUEUED


def test_region_does_not_know_an_address_of_another(regina, charlie, client_of):
    address = make_address(charlie.email)

    assert client_of(regina).post(_url(address)).status_code == 404
    assert Address.objects.get().is_suspended


def test_members_may_not(alice, client_of):
    address = make_address(alice.email)

    assert client_of(alice).post(_url(address)).status_code == 403
    assert Address.objects.get().is_suspended


def test_twice_is_refused_with_a_sentence(fede, client_of):
    address = make_address()
    client = client_of(fede)
    client.post(_url(address))

    response = client.post(_url(address))

    assert (response.status_code, response["X-Error-Code"]) == (409, "mailings.not_suspended")
    assert "Cette adresse est déjà en service." in response.content.decode()


def test_unknown_address_is_not_found(fede, client_of):
    assert client_of(fede).post("/bureau/courriels/adresses/999/remettre/").status_code == 404


def test_a_link_does_nothing(fede, client_of):
    address = make_address()

    assert client_of(fede).get(_url(address)).status_code == 405
    assert Address.objects.get().is_suspended
