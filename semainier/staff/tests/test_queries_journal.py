"""The journal as lines: names looked up once, what was and what is, what leaves as a file."""

from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.audit.queries import JournalFilters
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation
from semainier.staff.queries.journal import EXPORT_HEADER, JournalLine, export_lines, journal_lines
from semainier.staff.verbs import WORDS, verb_choices, word_of_verb


def line_of(**values: Any) -> JournalLine:
    [line] = journal_lines([record(by=None, **values)])
    return line


def test_names_are_those_of_today(org_a: Organisation, edition: Edition):
    line = line_of(verb="x", organisation_id=org_a.pk, edition_id=edition.pk)

    assert (line.organisation, line.edition) == (org_a.name, edition.name)


@pytest.mark.django_db
def test_what_is_gone_has_no_name():
    line = line_of(verb="x", organisation_id=987654, edition_id=987654)

    assert (line.organisation, line.edition) == ("", "")


def test_a_word_is_that_of_the_verb_else_the_verb():
    assert [word_of_verb(verb) for verb in ("charter.published", "x.unknown")] == [
        "Charte publiée",
        "x.unknown",
    ]


def test_no_two_verbs_have_the_same_word():
    words = [str(word) for word in WORDS.values()]

    assert sorted(word for word in words if words.count(word) > 1) == []


@pytest.mark.django_db
def test_choices_are_the_verbs_in_use_by_their_words():
    for verb in ("themes.zzz", "family.created", "charter.published", "charter.published"):
        record(by=None, verb=verb)

    assert [code for code, _word in verb_choices()] == [
        "",
        "charter.published",
        "family.created",
        "themes.zzz",
    ]


def test_a_line_that_leaves_has_a_cell_for_each_column(org_a: Organisation, edition: Edition, fede: User):
    AuditEntry.objects.all().delete()
    record(by=fede, verb="organisation.updated", target=org_a, organisation_id=org_a.pk)

    [line] = export_lines(JournalFilters())

    assert dict(zip(EXPORT_HEADER, line, strict=True)) == {
        "quand": "2026-05-20T10:00:00+02:00", "qui": "Fede", "geste": "Organisme modifié",
        "code": "organisation.updated", "sur": org_a.name, "organisme": org_a.pk, "edition": None, "details": "",
    }  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_names_cost_two_queries(
    org_a: Organisation, edition: Edition, number: int, django_assert_num_queries: Any
):
    entries = [
        record(by=None, verb="x", organisation_id=org_a.pk, edition_id=edition.pk) for _ in range(number)
    ]
    with django_assert_num_queries(2):
        assert len(journal_lines(entries)) == number
