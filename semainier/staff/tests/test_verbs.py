"""The journal in words: every verb and every detail that the source writes down has some."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from semainier.campaigns.services import editions
from semainier.core import registry
from semainier.events.models import DecisionAction
from semainier.events.services import declare
from semainier.organisations.services import organisations
from semainier.staff.details import KEYS, field_of
from semainier.staff.verbs import WORDS
from tests.tree import PACKAGE, expect_none, place, python_files, syntax

VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# What looks like a verb and is none: codes of errors, kinds of mails, names of loggers.
OTHER_CALLS = {"Conflict", "Forbidden", "getLogger", "PeriodicJob", "refuse"}
OTHER_NAMES = {"kind", "code", "template"}
# Verbs put together when the program runs, by the file that does it.
PUT_TOGETHER = {
    "semainier/events/services/moderation.py": {f"event.{action}" for action in DecisionAction},
    "semainier/organisations/merging/services.py": {
        f"{kind}.{what}" for kind in ("organisation", "person") for what in ("merged", "unmerged")
    },
}
# What changes under its own name, by the kind of thing; several dates of an event are one field.
CHANGED = {
    "campaigns.edition": editions.EDITABLE,
    "events.event": declare.EDITABLE | {"sessions"},
    "organisations.family": {"name", "name_en", "order"},
    "organisations.organisation": organisations.EDITABLE,
}
TERRITORIES = {
    "regions",
    "departments",
    "attachments",
    "intercommunalities",
    "communes",
    "aliases",
    "created",
    "changed",
}
# Words that are the same in both languages.
THE_SAME = {
    "code",
    "dates",
    "imports",
    "journal",
    "communes",
    "latitude",
    "longitude",
    "message",
    "minutes",
    "note",
    "source",
    "version",
}


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def calls_of_record(path: Path) -> list[ast.Call]:
    return [
        node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call) and name_of(node) == "record"
    ]


def writers() -> list[Path]:
    """Return the files that write into the journal."""
    return [path for path in python_files() if path.is_relative_to(PACKAGE) and calls_of_record(path)]


def constants(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts below a node that may be verbs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    if isinstance(node, ast.Call) and (name_of(node) in OTHER_CALLS or name_of(node).endswith("Error")):
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in OTHER_NAMES):
            yield from constants(child)


def verbs_of(path: Path) -> set[str]:
    found = {node.value for node in constants(syntax(path)) if VERB.fullmatch(node.value)}
    return found | PUT_TOGETHER.get(place(path), set())


def keys_of(path: Path) -> set[str]:
    """Return the names of details: of the dictionaries given as `data`, written there or in a variable of that name."""
    given = [word.value for call in calls_of_record(path) for word in call.keywords if word.arg == "data"]
    named = [
        node.value
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"data", "said"}
    ]
    dictionaries = [part for node in given + named for part in ast.walk(node) if isinstance(part, ast.Dict)]
    keys = [key for dictionary in dictionaries for key in dictionary.keys if key is not None]
    return {part.value for key in keys for part in ast.walk(key) if isinstance(part, ast.Constant)}


def test_every_verb_has_words() -> None:
    written = {verb: place(path) for path in writers() for verb in verbs_of(path)}

    expect_none([f"{where}: {verb}" for verb, where in sorted(written.items()) if verb not in WORDS])


def test_every_word_belongs_to_a_verb() -> None:
    written = set().union(*(verbs_of(path) for path in writers()))

    expect_none(sorted(WORDS.keys() - written))


def test_verb_put_together_is_listed_here() -> None:
    together = [
        place(path)
        for path in writers()
        for call in calls_of_record(path)
        for word in call.keywords
        if word.arg == "verb" and isinstance(word.value, ast.JoinedStr)
    ]

    assert sorted(set(together)) == sorted(PUT_TOGETHER)


def test_every_name_of_a_detail_has_words() -> None:
    written = {key: place(path) for path in writers() for key in keys_of(path)}

    expect_none([f"{where}: {key}" for key, where in sorted(written.items()) if key not in KEYS])


def test_every_app_and_every_kind_of_territory_has_words() -> None:
    """An erasure counts rows by app, a loading of territories by kind."""
    counted = {*registry.personal_erasers, *registry.address_erasers, "accounts", *TERRITORIES}

    expect_none(sorted(counted - KEYS.keys()))


@pytest.mark.parametrize("label", CHANGED)
def test_every_field_that_changes_has_words(label: str) -> None:
    fields = [(name, field_of(name, label)) for name in CHANGED[label]]

    expect_none(
        name
        for name, field in fields
        if not (field is not None and isinstance(field.verbose_name, Promise)) and name not in KEYS
    )


def test_no_verb_and_no_detail_is_shown_in_english_to_the_french() -> None:
    with override("fr"):
        french = {str(words) for words in (*WORDS.values(), *KEYS.values())}
    with override("en"):
        english = {str(words) for words in (*WORDS.values(), *KEYS.values())}

    assert french & english <= THE_SAME
