"""The journal: in words, filtered, exported."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.accounts.services import erase_user
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.events.models import Event
from semainier.events.services.declare import set_co_organisers, update_event
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import set_territory, update_organisation
from semainier.staff.details import Teller, organisations_in
from semainier.staff.tests.factories import content_of

URL = "staff:journal"
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
JSON = st.dictionaries(
    st.sampled_from(["kind", "role", "organisations", "successor", "from", "2026-13-45T25:61"])
    | st.text(max_size=8),
    st.recursive(
        VALUES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    max_size=5,
)


def words(head: Client, **filters: Any) -> list[str]:
    return [line.word for line in head.get(reverse(URL), filters).context["lines"]]


def test_a_change_is_told_with_old_and_new_value(head: Client, org_a: Organisation, fede: User):
    update_organisation(organisation=org_a, by=fede, city="Cenon")

    response = head.get(reverse(URL))

    line = response.context["lines"][0]
    assert (line.word, line.changes) == ("Organisme modifié", [("commune", "Lormont", "Cenon")])
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


def told(head: Client, verb: str) -> list[tuple[str, str]]:
    """Return the details of the one line with this verb."""
    (line,) = head.get(reverse(URL), {"geste": verb}).context["lines"]
    return line.details


def test_codes_are_told_in_words(head: Client, edition: Edition, committed: Edition, alice: User, fede: User):
    set_phase(edition=edition, phase="week", by=fede)

    assert told(head, "commitment.signed") == [("version de la charte", "1"), ("rôle", "Référente")]
    opened, week = [
        line.details for line in head.get(reverse(URL), {"geste": "edition.phase_set"}).context["lines"]
    ][::-1]
    assert opened == [("avant", "Préparation"), ("après", "Ouverte")]
    assert week == [("avant", "Ouverte"), ("après", "Semaine")]


def test_two_of_a_kind_are_no_change(head: Client, association: Organisation, edition: Edition, fede: User):
    set_territory(association=association, departments=["24", "33"], by=fede)

    line = head.get(reverse(URL), {"geste": "association.territory_set"}).context["lines"][0]

    assert (line.changes, line.details) == ([], [("départements", "24, 33")])


def test_organisations_are_told_by_their_names(
    head: Client, make_event: Callable[..., Event], org_b: Organisation, fede: User
):
    set_co_organisers(event=make_event(), organisations=[org_b], by=fede)

    assert told(head, "event.co_organisers_set") == [("organismes", "Le Toit des Flandres")]


def test_moments_truth_and_choices_are_told_in_words(
    head: Client, make_event: Callable[..., Event], fede: User
):
    start = dt.datetime(2026, 6, 8, 14, 30, tzinfo=clock.PARIS)
    update_event(
        event=make_event(), by=fede, starts_at=start, ends_at=start + dt.timedelta(hours=1), kind="visit"
    )

    line = head.get(reverse(URL), {"geste": "event.updated"}).context["lines"][0]

    plain = [tuple(part.replace("\xa0", " ") for part in change) for change in line.changes]
    assert sorted(plain) == [
        ("début", "7 juin 2026, 10 h", "8 juin 2026, 14 h 30"),
        ("fin", "7 juin 2026, 12 h", "8 juin 2026, 15 h 30"),
        ("type", "Autre", "Visite"),
    ]


def test_erasure_tells_how_much_of_what(head: Client, bob: User, fede: User):
    erase_user(user=bob, by=fede)

    details = dict(told(head, "person.erased"))

    assert (details["organismes"], details["connexion"]) == ("2", "0")


@given(data=JSON)
def test_whatever_a_line_holds_is_told(data: Any):
    teller = Teller("event.imported", "events.event", {})

    for key, value in data.items():
        assert isinstance(teller.key(key), str)
        assert isinstance(teller.value(key, value), str)
    assert all(isinstance(number, int) for number in organisations_in(data))
