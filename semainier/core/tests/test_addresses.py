"""Addresses as mails and feeds give them, and the registry through which features speak upwards."""

from collections.abc import Callable

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import registry
from semainier.core.addresses import absolute_url
from semainier.core.http import keys_in
from semainier.core.permissions import Permission
from semainier.core.registry import may_somewhere


@pytest.mark.parametrize(
    ("language", "address"),
    [("fr", "https://semaine.example/espace/"), ("en", "https://semaine.example/en/espace/")],
)
def test_an_address_bears_host_and_language(settings, language: str, address: str):
    settings.SEMAINIER_URL = "https://semaine.example"

    assert absolute_url("home:space", language=language) == address


def test_an_address_does_not_depend_on_the_language_of_the_page(settings):
    settings.SEMAINIER_URL = "https://semaine.example"

    with translation.override("en"):
        assert absolute_url("events:week", "semaine-2026") == "https://semaine.example/semaine-2026/"
        assert translation.get_language() == "en"


def test_values_are_given_by_place_or_by_name():
    by_place = absolute_url("events:event_public", "semaine-2026", "le-bal")

    assert by_place == absolute_url("events:event_public", edition="semaine-2026", slug="le-bal")


@pytest.mark.parametrize(
    ("answers", "may"),
    [([], False), ([False], False), ([True], True), ([False, True], True), ([False, False], False)],
)
def test_one_yes_is_enough(monkeypatch: pytest.MonkeyPatch, answers: list[bool], *, may: bool):
    def saying(answer: object) -> Callable[..., object]:
        return lambda _user, _permission: answer

    monkeypatch.setattr(registry, "holds_anywhere", [saying(answer) for answer in answers])

    assert may_somewhere(None, Permission.AUDIT_VIEW) is may


def test_every_entry_of_a_menu_leads_somewhere_once():
    entries = [(entry.room, entry.url_name) for entry in registry.menu]

    assert len(entries) == len(set(entries))
    assert {entry.room for entry in registry.menu} <= {"desk", "space"}
    for entry in registry.menu:
        assert absolute_url(entry.url_name)


def test_who_exports_also_erases():
    assert set(registry.personal_erasers) <= set(registry.personal_exports)
    assert set(registry.address_erasers) <= set(registry.address_exports)


@given(st.lists(st.integers(0, 10**40).map(str) | st.text(max_size=5)))
def test_keys_are_those_that_a_table_can_hold(values: list[str]):
    found = keys_in(values)

    assert all(0 <= key < 10**18 for key in found)
    assert found == [int(value) for value in values if value.isdecimal() and len(value) <= 18]
