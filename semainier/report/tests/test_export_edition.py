"""The command that writes an edition for the head's archive."""

import csv
import datetime as dt
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from semainier import cli
from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event, Held
from semainier.events.services.declare import set_co_organisers
from semainier.events.services.moderation import publish_event, submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.organisations.models import Organisation

AFTER = dt.datetime(2026, 6, 8, 9, tzinfo=clock.PARIS)
Table = list[dict[str, str]]


def export(file: Path, slug: str = "semaine-2026") -> int:
    return cli.main(["export", "edition", slug, "-o", str(file)])


def tables(file: Path) -> dict[str, Table]:
    with zipfile.ZipFile(file) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text), delimiter=";")) for name, text in texts.items()}


@pytest.fixture
def told(
    make_event: Callable[..., Event], org_b: Organisation, alice: User, regina: User, tmp_path: Path
) -> dict[str, Table]:
    """The tables of an edition with a draft, and an event that was published, held and told."""
    make_event(title="=HYPERLINK(1)")
    event = make_event(title="Un jardin", external_id="E-1")
    set_co_organisers(event=event, organisations=[org_b], by=alice)
    submit_event(event=event, by=alice)
    publish_event(event=event, by=regina)
    with clock.at(AFTER):
        give_outcome(event=event, held=Held.YES, sentence="+ de monde", by=alice)
    assert export(tmp_path / "edition.zip") == 0
    assert stat.S_IMODE((tmp_path / "edition.zip").stat().st_mode) == 0o600
    return tables(tmp_path / "edition.zip")


def test_events_are_there_whatever_their_state(told: dict[str, Table], org_b: Organisation) -> None:
    found = [(row["titre"], row["moderation"], row["co_organisateurs"]) for row in told["evenements.csv"]]

    assert found == [("'=HYPERLINK(1)", "draft", ""), ("Un jardin", "published", org_b.siren)]
    assert list(told["evenements.csv"][0])[:7] == [
        "identifiant", "organisme_siren", "titre", "description", "theme", "type", "debut",
    ]  # fmt: skip
    assert told["evenements.csv"][1]["debut"] == "2026-06-07T10:00:00+02:00"


def test_outcomes_leave_unknown_figures_empty(told: dict[str, Table]) -> None:
    (row,) = told["retours.csv"]

    assert (row["identifiant"], row["tenu"], row["frequentation"], row["phrase"]) == (
        "E-1", "yes", "", "'+ de monde",
    )  # fmt: skip
    assert row["donne_le"] == "2026-06-08T09:00+02:00"


def test_organisations_are_those_that_took_part_in_any_way(
    told: dict[str, Table], org_a: Organisation, org_b: Organisation
) -> None:
    found = {row["siren"]: (row["region"], row["inscrit_le"]) for row in told["organismes.csv"]}

    assert found == {org_a.siren: ("75", "2026-01-01"), org_b.siren: ("32", "")}


def test_commitments_say_who_signed_what(told: dict[str, Table], org_a: Organisation) -> None:
    (row,) = told["engagements.csv"]

    assert (row["organisme_siren"], row["charte"], row["signataire"]) == (org_a.siren, "1", "Alice")
    assert (row["fonction"], row["signe_le"], row["retire_le"]) == ("Référente", "2026-05-20T10:00+02:00", "")


def test_unknown_edition_is_refused(
    committed: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path / "x.zip", "semaine-1999") == 1

    assert "semaine-2026" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_file_that_exists_is_not_overwritten(committed: object, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("older")

    assert export(tmp_path / "x.zip") == 1

    assert (tmp_path / "x.zip").read_text() == "older"
