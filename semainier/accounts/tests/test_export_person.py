"""The command that writes what is kept about a person."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from semainier import cli
from semainier.accounts.models import User
from semainier.events.models import Alert, Event
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person

pytestmark = pytest.mark.django_db


def export(email: str, file: Path) -> int:
    return cli.main(["export", "person", "--email", email, "-o", str(file)])


def test_file_holds_what_every_app_keeps(alice: User, client: Client, tmp_path: Path) -> None:
    Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone"})

    status = export(alice.email.upper(), tmp_path / "alice.json")

    text = (tmp_path / "alice.json").read_text(encoding="utf-8")
    data = json.loads(text)
    assert status == 0
    assert (data["person"]["name"], data["organisations"]["memberships"][0]["role"]) == ("Alice", "referent")
    assert data["sign_in"]["passkeys"][0]["name"] == "Téléphone"
    assert "Téléphone" in text
    assert stat.S_IMODE((tmp_path / "alice.json").stat().st_mode) == 0o600


def test_no_address_is_nobody(alice: User, fede: User, tmp_path: Path) -> None:
    cli.main(["erase", "--email", alice.email, "--by", fede.email, "--yes"])

    assert export(" ", tmp_path / "x.json") == 1


def test_unknown_address_is_refused(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("personne@a.example", tmp_path / "x.json") == 1

    assert "personne@a.example" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_file_that_exists_is_not_overwritten(alice: User, tmp_path: Path) -> None:
    (tmp_path / "alice.json").write_text("older")

    assert export(alice.email, tmp_path / "alice.json") == 1

    assert (tmp_path / "alice.json").read_text() == "older"


def test_folder_that_is_missing_is_a_sentence(
    alice: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(alice.email, tmp_path / "missing" / "alice.json") == 1

    assert "missing" in capsys.readouterr().err


def test_address_that_was_only_invited_is_told(org_a: Organisation, fede: User, tmp_path: Path) -> None:
    invite_person(organisation=org_a, email="nina@a.example", name="Nina", role="communicator", by=fede)

    status = export("Nina@a.example", tmp_path / "nina.json")

    data = json.loads((tmp_path / "nina.json").read_text(encoding="utf-8"))
    assert (status, sorted(data)) == (0, ["mailings", "organisations"])
    assert data["organisations"]["invitations"][0]["organisation__name"] == org_a.name
    assert [mail["recipient_name"] for mail in data["mailings"]["mails"]] == ["Nina"]


def test_older_address_leads_to_the_person_and_what_went_to_it(
    alice: User, fede: User, org_a: Organisation, tmp_path: Path
) -> None:
    EmailAddress.objects.create(user=alice, email="alice.avant@a.example", verified=True)
    invite_person(organisation=org_a, email="alice.avant@a.example", role="communicator", by=fede)

    export("alice.avant@a.example", tmp_path / "alice.json")

    data = json.loads((tmp_path / "alice.json").read_text(encoding="utf-8"))
    assert data["person"]["email"] == alice.email
    assert list(data["other_addresses"]) == ["alice.avant@a.example"]
    assert len(data["other_addresses"]["alice.avant@a.example"]["organisations"]["invitations"]) == 1


def test_what_a_visitor_reported_is_told_and_her_address_taken_off(
    make_event: Callable[..., Event], fede: User, tmp_path: Path
) -> None:
    alert = Alert.objects.create(
        event=make_event(), reason="picture", words="C’est moi.", email="vera@c.example"
    )

    export("vera@c.example", tmp_path / "vera.json")
    cli.main(["erase", "--email", "vera@c.example", "--by", fede.email, "--yes"])

    data = json.loads((tmp_path / "vera.json").read_text(encoding="utf-8"))
    alert.refresh_from_db()
    assert data["events"]["reported"][0]["words"] == "C’est moi."
    assert (alert.email, alert.words) == ("", "C’est moi.")
