import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from semainier.audit.models import AuditEntry
from semainier.core.errors import DomainError
from semainier.territories import services
from semainier.territories.models import Commune, CommuneAlias, DepartmentRegion
from semainier.territories.services import Tally, load_territories

FILE = {
    "regions": [["75", "Nouvelle-Aquitaine", "2016-01-01", None], ["72", "Aquitaine", None, "2015-12-31"]],
    "departments": [["33", "Gironde", "Europe/Paris", 44.825, -0.575]],
    "attachments": [["33", "72", None, "2015-12-31"], ["33", "75", "2016-01-01", None]],
    "intercommunalities": [["243300316", "Bordeaux Métropole", "METRO"]],
    "communes": [
        ["33063", "Bordeaux", "33", "243300316", 267991, 44.84124, -0.58046, "33000 33100"],
        ["33213", "La Brède", "33", None, 4386, None, None, "33650"],
    ],
    "aliases": [["33110", "33063"]],
}


@pytest.fixture
def load(db, tmp_path):
    """Return a function that loads the file above, with what is given in place of its parts."""

    def run(**parts):
        path = tmp_path / "territories.json.gz"
        path.write_bytes(gzip.compress(json.dumps(FILE | parts).encode()))
        return load_territories(by=None, path=path)

    return run


def test_load_makes_everything(load):
    tallies = load()

    assert {kind: tally.created for kind, tally in tallies.items()} == {
        "regions": 2,
        "departments": 1,
        "attachments": 2,
        "intercommunalities": 1,
        "communes": 2,
        "aliases": 1,
    }
    brede = Commune.objects.get(code="33213")
    assert (brede.search_name, brede.postcodes, brede.has_centre) == ("brede", "33650", False)
    assert Commune.objects.get(code="33063").intercommunality.name == "Bordeaux Métropole"
    assert CommuneAlias.objects.get(code="33110").commune_id == "33063"


def test_second_load_changes_nothing_and_leaves_no_line(load, django_assert_num_queries):
    load()

    with django_assert_num_queries(9):  # savepoint, seven reads, release
        tallies = load()

    assert all((tally.created, tally.changed) == (0, 0) for tally in tallies.values())
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["territories.loaded"]


def test_load_corrects_what_differs_and_keeps_what_is_gone(load):
    load()

    tallies = load(communes=[["33063", "Bordeaux", "33", None, 270_000, 44.84124, -0.58046, "33000"]])

    bordeaux = Commune.objects.get(code="33063")
    assert tallies["communes"] == Tally(created=0, changed=1, unchanged=0, absent=1)
    assert (bordeaux.population, bordeaux.intercommunality) == (270_000, None)
    assert Commune.objects.filter(code="33213").exists()
    assert AuditEntry.objects.first().data["communes"]["changed"] == 1


def test_load_replaces_an_attachment_that_differs(load):
    load()

    tallies = load(attachments=[["33", "75", None, None]])

    assert tallies["attachments"] == Tally(created=0, changed=2, unchanged=0, absent=0)
    assert [attachment.region_id for attachment in DepartmentRegion.objects.all()] == ["75"]


def test_load_keeps_the_centre_that_the_operator_gave(load):
    load()
    Commune.objects.filter(code="33213").update(latitude=44.68, longitude=-0.52, centre_is_local=True)

    tallies = load()

    assert tallies["communes"].unchanged == 2
    assert Commune.objects.get(code="33213").latitude == 44.68


def test_load_without_the_file_says_how_to_get_it(db, tmp_path):
    with pytest.raises(DomainError) as refused:
        load_territories(by=None, path=tmp_path / "none.json.gz")

    assert refused.value.code == "territories.no_data"
    assert "make build" in refused.value.next_step


@pytest.mark.skipif(not services.SHIPPED.exists(), reason="needs the file that the build makes")
def test_command_loads_the_shipped_file_once(db, capsys):
    call_command("load_territories")
    call_command("load_territories")

    assert Commune.objects.count() > 34_000
    assert AuditEntry.objects.filter(verb="territories.loaded").count() == 1
    assert "communes" in capsys.readouterr().out


def test_command_without_the_file_fails(db, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match=r"none\.json\.gz"):
        call_command("load_territories", file=tmp_path / "none.json.gz")
