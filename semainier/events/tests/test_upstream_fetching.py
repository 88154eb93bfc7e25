"""Agendas read by their address: allowed hosts, no private network, bounds of size and time. A real server answers."""

import ipaddress
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from semainier.core.errors import DomainError
from semainier.events.imports.upstream import fetching
from semainier.events.imports.upstream.addresses import (
    checked_addresses,
    clean_address,
    is_address,
    is_public,
    target_of,
)
from semainier.events.imports.upstream.fetching import fetch_agenda
from semainier.events.tests.agenda_server import LOOPBACK, AgendaServer, serving
from semainier.events.tests.agendas import calendar, entry, openagenda, vevent

ICS = calendar(vevent()).getvalue()


@pytest.fixture
def server() -> Iterator[AgendaServer]:
    with serving() as running:
        yield running


def refusal(address: str, **options: float) -> str:
    with pytest.raises(DomainError) as refused:
        fetch_agenda(address, **options)
    return refused.value.code


def test_an_agenda_is_read(server: AgendaServer):
    address = server.give("/agenda.ics?cle=1", ICS, Content_Type="text/calendar")

    assert fetch_agenda(address).read() == ICS
    path, headers = server.asked[0]
    assert (path, headers["Host"], headers["Accept-Encoding"]) == (
        "/agenda.ics?cle=1",
        server.host,
        "identity",
    )
    assert "Cookie" not in headers


def test_a_redirection_is_followed_on_allowed_hosts(server: AgendaServer):
    server.give("/b", ICS)
    address = server.give("/a", status=302, Location="/b")

    assert fetch_agenda(address).read() == ICS


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "agenda.host_not_allowed"),
        ("http://127.0.0.1:22/", "agenda.host_not_allowed"),
        ("http://localhost/", "agenda.host_not_allowed"),
        ("http://[::1]/", "agenda.host_not_allowed"),
        ("file:///etc/passwd", "agenda.address"),
        ("gopher://localhost/", "agenda.address"),
        ("http://user:secret@localhost/", "agenda.address"),
        ("", "agenda.no_answer"),
    ],
)
def test_a_redirection_elsewhere_is_refused(server: AgendaServer, location: str, code: str):
    assert refusal(server.give("/a", status=302, Location=location)) == code


def test_a_redirection_into_a_private_network_is_refused(server: AgendaServer):
    inside = server.host.replace("localhost", "127.0.0.2")
    address = server.give("/a", status=307, Location=f"http://{inside}/")

    with override_settings(
        IMPORT_HOSTS=[server.host, inside], IMPORT_PRIVATE_NETWORKS=["127.0.0.1/32", "::1/128"]
    ):
        assert refusal(address) == "agenda.private_network"
    assert len(server.asked) == 1


def test_the_loopback_is_private_unless_a_test_says_otherwise(server: AgendaServer):
    address = server.give("/a", ICS)

    with override_settings(IMPORT_PRIVATE_NETWORKS=[]):
        assert refusal(address) == "agenda.private_network"
    assert server.asked == []


def test_a_host_that_is_not_allowed_is_not_even_looked_up():
    assert refusal("https://agenda.example/a.ics") == "agenda.host_not_allowed"


def test_the_connection_goes_to_the_address_that_was_checked(
    server: AgendaServer, monkeypatch: pytest.MonkeyPatch
):
    address, real = server.give("/a", ICS), socket.getaddrinfo
    answers = iter(["127.0.0.1", "10.0.0.1"])  # the name leads elsewhere the second time

    def resolve(host: str, *rest: Any, **options: Any) -> object:
        return real(next(answers) if host == "localhost" else host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert fetch_agenda(address).read() == ICS
    assert refusal(address) == "agenda.private_network"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 -- nothing is bound to it "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fc00::1", "fe80::1", "ff02::1",
    ],
)  # fmt: skip
def test_what_is_not_the_public_network(address: str):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2a01:e0a::1", "64:ff9b::808:808"])
def test_what_is_the_public_network(address: str):
    assert is_public(ipaddress.ip_address(address))


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch):
    found = [(socket.AF_INET, 1, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)

    with override_settings(IMPORT_HOSTS=["agenda.example"]), pytest.raises(DomainError) as refused:
        checked_addresses(target_of("https://agenda.example/"))

    assert refused.value.code == "agenda.private_network"


@override_settings(IMPORT_HOSTS=["agenda.example", "xn--t-9fa.example", "agenda.example:8443"])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" https://Agenda.Example/a.ics#top ", "https://agenda.example/a.ics"),
        ("webcal://agenda.example/a.ics", "https://agenda.example/a.ics"),
        ("https://agenda.example.:443?q=1", "https://agenda.example?q=1"),
        ("https://agenda.example:8443/é", "https://agenda.example:8443/é"),
        ("https://ét.example/", "https://xn--t-9fa.example/"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, kept: str):
    assert is_address(text)
    assert clean_address(text) == kept


@override_settings(IMPORT_HOSTS=["agenda.example"])
@pytest.mark.parametrize(
    "text",
    [
        "ftp://agenda.example/", "https://", "https:///a", "https://agenda.example:99999/", "https://[::1/",
        "https://a@agenda.example/", "https://agenda.example/a b", "https://agenda.example\\@10.0.0.1/",
        "https://agenda.example/\r\nHost: x", f"https://agenda.example/{'a' * 500}", "https://.example./",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(DomainError) as refused:
        clean_address(text)

    assert refused.value.code in {"agenda.address", "agenda.host_not_allowed"}


def test_a_port_must_be_allowed_by_name():
    with override_settings(IMPORT_HOSTS=["agenda.example"]):
        assert refusal("https://agenda.example:22/") == "agenda.host_not_allowed"


def test_an_unknown_host_is_told():
    with override_settings(IMPORT_HOSTS=["nowhere.invalid"]):
        assert refusal("https://nowhere.invalid/") == "agenda.no_answer"


def test_a_machine_that_does_not_listen_is_told(server: AgendaServer):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with override_settings(IMPORT_HOSTS=[host]):
        assert refusal(f"http://{host}/") == "agenda.no_answer"


def test_what_does_not_speak_tls_is_told(server: AgendaServer):
    assert refusal(f"https://{server.host}/") == "agenda.no_answer"


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_another_answer_is_told(server: AgendaServer, status: int):
    assert refusal(server.give("/a", status=status)) == "agenda.no_answer"


def test_redirections_without_end_are_refused(server: AgendaServer):
    assert refusal(server.give("/a", status=301, Location="/a")) == "agenda.no_answer"
    assert len(server.asked) == 4


def test_a_packed_answer_is_refused(server: AgendaServer):
    assert refusal(server.give("/a", b"\x1f\x8b", Content_Encoding="gzip")) == "agenda.packed"


def test_an_answer_that_is_cut_off_is_refused(server: AgendaServer):
    assert refusal(server.give("/a", ICS, Content_Length="9999")) == "agenda.no_answer"


def test_an_agenda_that_is_too_big_is_refused(server: AgendaServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)

    assert refusal(server.give("/a", b"x" * 2000)) == "agenda.too_big"


@pytest.mark.slow
def test_a_server_that_drips_is_cut_off_in_time(server: AgendaServer):
    address = server.give("/a", ICS, X_Drip="0.05")
    began = time.monotonic()

    assert refusal(address, seconds=0.6) == "agenda.too_slow"
    assert time.monotonic() - began < 2


def test_no_time_left_is_too_slow(server: AgendaServer):
    assert refusal(server.give("/a", ICS), seconds=0.0) == "agenda.too_slow"


def test_the_pages_of_openagenda_are_put_together(server: AgendaServer):
    first = openagenda(entry(uid=1), entry(uid=2), total=3, after=["9", "2"]).getvalue()
    address = server.give("/v2/events?key=k", first)
    server.give(
        "/v2/events?key=k&after%5B%5D=9&after%5B%5D=2",
        openagenda(entry(uid=3), total=3, after=["9", "3"]).getvalue(),
    )
    server.give("/v2/events?key=k&after%5B%5D=9&after%5B%5D=3", openagenda(total=3).getvalue())

    whole = json.loads(fetch_agenda(address).read())

    assert [event["uid"] for event in whole["events"]] == [1, 2, 3]
    assert (whole["total"], "after" in whole, len(server.asked)) == (3, False, 3)


def test_pages_that_lead_back_end(server: AgendaServer):
    page = openagenda(entry(), total=9, after=["1"]).getvalue()
    server.give("/e?after%5B%5D=1", page)

    whole = json.loads(fetch_agenda(server.give("/e", page)).read())

    assert (len(whole["events"]), whole["total"], len(LOOPBACK)) == (2, 9, 2)
