"""The journal: in words, filtered, exported."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import update_organisation
from semainier.staff.tests.factories import content_of
from semainier.staff.verbs import WORDS
from tests.tree import PACKAGE

URL = "staff:journal"


def words(head: Client, **filters: Any) -> list[str]:
    return [line.word for line in head.get(reverse(URL), filters).context["lines"]]


def test_a_change_is_told_with_old_and_new_value(head: Client, org_a: Organisation, fede: User):
    update_organisation(organisation=org_a, by=fede, city="Cenon")

    response = head.get(reverse(URL))

    line = response.context["lines"][0]
    assert (line.word, line.changes) == ("Organisme modifié", [("city", "Lormont", "Cenon")])
    assert (line.entry.actor_label, line.organisation) == ("Fede", org_a.name)


def test_it_is_filtered(head: Client, committed: Edition, org_a: Organisation, fede: User):
    with clock.at(dt.datetime(2026, 5, 25, 9, 0, tzinfo=clock.PARIS)):
        record(by=fede, verb="family.created")

    assert words(head, geste="commitment.signed") == ["Engagement signé"]
    assert words(head, edition=str(committed.pk), geste="charter.published") == ["Charte publiée"]
    assert words(head, organisme=str(org_a.pk), q="alice", geste="commitment.signed") == ["Engagement signé"]
    assert words(head, du="2026-05-25", au="2026-05-25") == ["Famille créée"]
    assert words(head, du="nonsense", geste="family.created") == ["Famille créée"]
    assert "Aucune ligne ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_the_export_keeps_the_filters(head: Client, committed: Edition, alice: User):
    text = content_of(head.get(reverse("staff:journal_export"), {"geste": "commitment.signed"}))

    assert len(text.splitlines()) == 2
    assert text.splitlines()[1].startswith(
        "2026-05-20T10:00:00+02:00;Alice;Engagement signé;commitment.signed;"
    )


def test_it_costs_the_same_for_one_line_and_for_three(
    head: Client, org_a: Organisation, edition: Edition, django_assert_num_queries: Any
):
    for number in (1, 3):
        for _line in range(number):
            verb = f"test.{number}"
            record(by=None, verb=verb, target=org_a, organisation_id=org_a.pk, edition_id=edition.pk)
        with django_assert_num_queries(12):
            assert len(words(head, geste=f"test.{number}")) == number


def test_every_word_belongs_to_a_verb_in_use():
    sources = [
        path for path in PACKAGE.rglob("*.py") if path.name != "verbs.py" and "tests" not in path.parts
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    unused = [verb for verb in WORDS if f'"{verb}"' not in code and not verb.startswith("event.")]

    assert unused == []
