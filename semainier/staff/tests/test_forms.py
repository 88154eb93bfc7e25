"""The forms of the back office by themselves: what they take, what they make of it, what they leave out."""

import datetime as dt
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from semainier.audit.queries import journal
from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.organisations.models import Family, Organisation
from semainier.staff.forms.editions import GoalsForm, ThemeFormSet, themes_in, themes_initial
from semainier.staff.forms.errors import FIELD_OF, show_error
from semainier.staff.forms.members import ChosenForm, ListFilterForm, SinceForm
from semainier.staff.forms.people import JournalFilterForm, PeopleFilterForm
from semainier.staff.forms.registry import FamilyForm, MemberFilterForm, MemberForm

NAMES = st.lists(st.text(max_size=60), max_size=6)


def query(**values: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


def formset_of(lines: list[dict[str, str]]) -> Any:
    data = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    data |= {f"form-{n}-{key}": value for n, line in enumerate(lines) for key, value in line.items()}
    made = ThemeFormSet(data)
    assert made.is_valid(), made.errors
    return made


@given(NAMES)
def test_every_theme_has_an_address_of_its_own(names: list[str]):
    lines = [{"slug": "", "name": name.replace("\0", ""), "ORDER": str(n)} for n, name in enumerate(names)]

    themes = themes_in(formset_of(lines))

    slugs = [theme["slug"] for theme in themes]
    assert len(themes) == sum(bool(line["name"].strip()) for line in lines)
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[-a-z0-9_]+", slug) for slug in slugs)


@given(st.permutations(range(4)))
def test_themes_stand_in_the_order_given(order: list[int]):
    lines = [{"slug": f"t{n}", "name": f"T{n}", "ORDER": str(place + 1)} for n, place in enumerate(order)]

    themes = themes_in(formset_of(lines))

    assert [order[int(theme["slug"][1:])] for theme in themes] == [0, 1, 2, 3]


def test_an_address_in_use_stays_with_its_theme():
    lines = [{"slug": "", "name": "Patrimoine"}, {"slug": "patrimoine", "name": "Autre"}]

    assert [theme["slug"] for theme in themes_in(formset_of(lines))] == ["patrimoine-2", "patrimoine"]


def test_what_the_lines_hold_at_first_comes_back(edition: Edition):
    initial = themes_initial(list(edition.themes.all()))

    assert themes_in(formset_of(initial)) == initial


@pytest.mark.parametrize(
    ("said", "goals"),
    [
        ({}, {}),
        ({"participants": "300"}, {"participants": 300}),
        ({"rate": "39", "responses": "100"}, {"rate": 39, "responses": 100}),
    ],
)
def test_an_empty_figure_is_no_goal(said: dict[str, str], goals: dict[str, int]):
    form = GoalsForm(said)

    assert (form.is_valid(), form.goals) == (True, goals)


@pytest.mark.parametrize(
    "said", [{"rate": "101"}, {"rate": "0"}, {"events": "-1"}, {"participants": "many"}, {"responses": "1.5"}]
)
def test_a_figure_that_cannot_be_is_refused(said: dict[str, str]):
    assert list(GoalsForm(said).errors) == list(said)


@given(st.lists(st.text(max_size=12), max_size=20))
def test_ticked_rows_are_numbers_whatever_is_sent(values: list[str]):
    chosen = ChosenForm(query(choix=values)).chosen

    assert chosen == [int(value) for value in values if value.isdecimal()]


def test_no_more_rows_than_a_page_can_hold_are_read():
    assert len(ChosenForm(query(choix=[str(n) for n in range(6_000)])).chosen) == 5_000


def test_a_list_begins_today_unless_a_day_is_said():
    assert SinceForm().initial["since"] == dt.date(2026, 5, 20)
    assert SinceForm(initial={"since": dt.date(2026, 1, 1)}).initial["since"] == dt.date(2026, 1, 1)
    assert list(SinceForm({"since": "31/02/2026"}).errors) == ["since"]


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "nonsense", "'; --", "é" * 50])
def test_a_filter_that_makes_no_sense_is_left_out(value: str):
    members = MemberFilterForm(query(famille=value, region=value, personnes=value)).filters
    people = PeopleFilterForm(query(role=value)).filters

    assert (members.family, members.region, members.people, people.role) == ("", "", "", "")


def test_a_region_without_a_line_is_no_choice(committed: Edition):
    def region(value: str) -> str:
        return ListFilterForm(query(region=value), edition=committed).filters.region

    assert (region("75"), region("32")) == ("75", "")


@pytest.mark.django_db
def test_days_of_the_journal_are_both_included():
    filters = JournalFilterForm(query(du="2026-03-28", au="2026-03-29")).filters

    assert filters.since is not None
    assert filters.until is not None
    assert (filters.since.isoformat(), filters.until.isoformat()) == (
        "2026-03-28T00:00:00+01:00",
        "2026-03-30T00:00:00+02:00",  # the clocks went forward in between
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "is_active"), [({}, False), ({"q": ""}, False), ({"q": "x"}, True)])
def test_a_list_knows_whether_it_is_narrowed(said: dict[str, str], is_active: bool):  # noqa: FBT001 -- a case
    assert PeopleFilterForm(query(**said)).is_active is is_active


@pytest.mark.parametrize("code", [*FIELD_OF, "organisation.anything"])
@pytest.mark.django_db
def test_a_refusal_stands_beside_its_field_else_above(code: str):
    form = MemberForm({"name": "X"})

    show_error(form, DomainError(code, "Cela ne va pas.", "Corrigez."))

    field = FIELD_OF.get(code)
    assert "Cela ne va pas. Corrigez." in form.errors[field if field in form.fields else "__all__"]


@pytest.mark.parametrize("written", ["012 345 678", "012345678", " 012\u00a0345\u202f678 "])
@pytest.mark.django_db
def test_a_siren_is_read_with_its_spaces(written: str):
    form = MemberForm({"name": "X", "siren": written})
    form.is_valid()

    assert form.cleaned_data["siren"] == "012345678"


def test_an_organisation_keeps_its_own_identifier(org_a: Organisation, org_b: Organisation):
    Organisation.objects.filter(pk=org_a.pk).update(external_id="F-1")
    data = {"name": "X", "department": "33", "external_id": "F-1"}

    own, other = (MemberForm(data, instance=Organisation.objects.get(pk=one.pk)) for one in (org_a, org_b))

    assert (list(own.errors), list(other.errors)) == ([], ["external_id"])
    assert org_a.name in str(other.errors)


def test_the_code_of_a_family_is_asked_for_once(family: Family):
    assert ("code" in FamilyForm().fields, "code" in FamilyForm(instance=family).fields) == (True, False)


HUGE = "9" * 30


@pytest.mark.parametrize("values", [[HUGE], [HUGE, "3"], ["-1", "1e3", HUGE]])
def test_a_number_that_no_key_can_be_is_left_out(values: list[str]):
    assert ChosenForm(query(choix=values)).chosen == ([3] if "3" in values else [])


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_of_all_days_can_be_asked_for(day: str):
    filters = JournalFilterForm(query(du=day, au=day)).filters

    assert list(journal(filters)) == []


@pytest.mark.parametrize("name", ["listed_member_invite", "listed_member_add"])
def test_pages_take_numbers_that_no_key_can_be(head: Client, committed: Edition, name: str):
    url = reverse(f"staff:{name}", args=[committed.slug])

    assert head.get(url, {"choix": HUGE}).status_code == 200
    assert head.post(url, {"choix": HUGE, "since": "2026-01-01"}).status_code == 302
