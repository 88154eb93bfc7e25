"""The command that erases a person: who may, what is asked, what is left."""

import io
import json
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from semainier import cli
from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.events.models import Event
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person


def erase(person: str, by: User, *more: str) -> int:
    return cli.main(["erase", "--email", person, "--by", by.email, *more])


@pytest.fixture
def known(alice: User, fede: User, org_a: Organisation, client: Client) -> User:
    """Alice with all that a person can leave behind: sessions, passkey, address, telephone, invitation."""
    client.force_login(alice)
    data = {"name": "Alice Quelconque", "phone": "0199001234", "language": "fr"}
    client.post(reverse("accounts:profile"), data)
    Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone"})
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    UserSession.objects.create(user=alice, ip="192.0.2.7", session_key="k", user_agent="Alice Browser")
    invite_person(
        organisation=org_a, email=alice.email, name="Alice Quelconque", role="communicator", by=fede
    )
    alice.refresh_from_db()
    return alice


def test_nothing_of_her_is_left_and_what_she_declared_stays(
    make_event: Callable[..., Event], known: User, fede: User
) -> None:
    make_event()
    email = known.email

    status = erase(email, fede, "--yes")

    text = io.StringIO()
    call_command("dumpdata", exclude=["territories"], stdout=text)
    left = [row for row in json.loads(text.getvalue()) if "Alice" in (told := str(row)) or email in told]
    assert status == 0
    assert left == []
    assert not any(model.objects.filter(user=known).exists() for model in (Authenticator, UserSession))
    assert Event.objects.count() == 1
    assert AuditEntry.objects.get(verb="person.erased").actor == fede


def test_only_the_head_office_erases(alice: User, bob: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert erase(bob.email, alice, "--yes") == 1

    bob.refresh_from_db()
    assert bob.erased_at is None
    assert "Alice" in capsys.readouterr().err


def test_without_a_terminal_a_confirmation_is_wanted(bob: User, fede: User) -> None:
    assert erase(bob.email, fede) == 2

    bob.refresh_from_db()
    assert bob.erased_at is None


@pytest.mark.parametrize(("answer", "status"), [("BOB@{pk}.example", 0), ("oui", 1)])
def test_address_is_written_again(
    answer: str, status: int, bob: User, fede: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO(answer.format(pk=bob.email.split("@")[1].split(".")[0]) + "\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)

    assert erase(bob.email, fede) == status

    bob.refresh_from_db()
    assert (bob.erased_at is not None) == (status == 0)


def test_second_time_is_refused(bob: User, fede: User) -> None:
    erase(bob.email, fede, "--yes")
    bob.refresh_from_db()

    assert erase(bob.email, fede, "--yes") == 1


def test_unknown_people_are_refused(fede: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert erase("personne@a.example", fede, "--yes") == 1

    assert "personne@a.example" in capsys.readouterr().err


@pytest.fixture
def invited(org_a: Organisation, fede: User) -> str:
    """An address that was only invited; the mail has not left yet."""
    invite_person(organisation=org_a, email="Nina@a.example", name="Nina Q.", role="communicator", by=fede)
    return "nina@a.example"


def test_address_that_was_only_invited_is_forgotten(invited: str, fede: User) -> None:
    status = erase(invited, fede, "--yes")

    text = io.StringIO()
    call_command("dumpdata", exclude=["territories"], stdout=text)
    left = [row for row in json.loads(text.getvalue()) if "nina" in str(row).lower()]
    assert (status, left) == (0, [])
    entry = AuditEntry.objects.get(verb="address.erased")
    assert (entry.actor, entry.data["organisations"], entry.data["mailings"]) == (fede, 2, 1)
    assert Mail.objects.get().state == "suppressed"


def test_link_of_a_forgotten_address_no_longer_works(org_a: Organisation, fede: User, client: Client) -> None:
    _invitation, token = invite_person(
        organisation=org_a, email="nina@a.example", role="communicator", by=fede
    )
    erase("nina@a.example", fede, "--yes")

    assert client.post(reverse("organisations:invitation_accept", args=[token])).status_code == 409
    assert not User.objects.filter(email__startswith="efface").exists()


def test_forgotten_address_is_unknown_afterwards(invited: str, fede: User) -> None:
    assert (erase(invited, fede, "--yes"), erase(invited, fede, "--yes")) == (0, 1)


def test_what_an_address_loses_is_said(
    invited: str, fede: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = io.StringIO("nina@a.example\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)

    assert erase(invited, fede) == 0
    assert "derrière laquelle personne n’a de compte" in capsys.readouterr().out


def test_person_is_found_and_forgotten_by_an_older_address(
    alice: User, fede: User, org_a: Organisation
) -> None:
    EmailAddress.objects.create(user=alice, email="alice.avant@a.example", verified=True)
    invite_person(organisation=org_a, email="alice.avant@a.example", role="communicator", by=fede)

    assert erase("Alice.Avant@a.example", fede, "--yes") == 0

    alice.refresh_from_db()
    assert alice.erased_at is not None
    assert not Mail.objects.filter(recipient_email="alice.avant@a.example").exists()
    assert not EmailAddress.objects.exists()
