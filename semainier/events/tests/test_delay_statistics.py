"""How fast the regions answer: counted at each answer, read by region."""

import csv
import datetime as dt
import statistics
from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import clock
from semainier.events.models import AnswerDelay, Decision, Event
from semainier.events.queries.delays import median_of, reached_by
from semainier.events.services.delays import recount_delays
from semainier.events.services.moderation import publish_event, refuse_event, request_changes, submit_event
from semainier.events.services.trust import give_trust
from semainier.events.tests.desk import page_of, submitted
from semainier.organisations.models import Organisation

URL = "/bureau/moderation/delais/"
COUNTED = st.dictionaries(st.integers(0, 40), st.integers(1, 30), min_size=1).map(Counter)


def answered(make_event, days_ago, number=1, step=publish_event, **words):
    """Return events that were handed over so many days ago and are answered now."""
    for n in range(number):
        step(event=submitted(make_event, f"Événement {days_ago}.{n}", days_ago=days_ago), by=None, **words)


def counted():
    return dict(AnswerDelay.objects.order_by("days").values_list("days", "number"))


@pytest.mark.parametrize("step", [publish_event, request_changes, refuse_event])
def test_every_answer_counts_once(make_event, step):
    words = {} if step is publish_event else {"message": "Non."}
    answered(make_event, 8, step=step, **words)

    assert counted() == {5: 1}
    assert AnswerDelay.objects.get().department == "33"


def test_what_was_published_on_trust_does_not_count(make_event, org_a, regina):
    give_trust(organisation=org_a, by=regina)
    submit_event(event=make_event(), by=None)

    assert counted() == {}


def test_second_round_counts_from_its_own_submission(make_event, alice):
    event = submitted(make_event, days_ago=8)
    with clock.at(clock.now() - dt.timedelta(days=1)):
        request_changes(event=event, by=None, message="Précisez.")
    submit_event(event=event, by=alice)
    publish_event(event=event, by=None)

    assert counted() == {0: 1, 4: 1}


def test_later_refusal_of_what_is_published_is_no_answer(make_event):
    event = submitted(make_event, days_ago=1)
    publish_event(event=event, by=None)
    refuse_event(event=event, by=None, message="Non.")

    assert counted() == {1: 1}


def test_counting_anew_gives_the_same(make_event, org_a, regina, committed):
    answered(make_event, 8, 2)
    answered(make_event, 1, 3, step=refuse_event, message="Non.")
    submitted(make_event, "En attente")
    give_trust(organisation=org_a, by=regina)
    submit_event(event=make_event(title="De confiance"), by=None)
    before = counted()

    assert recount_delays(edition=committed) == 5
    assert counted() == before == {1: 3, 5: 2}


def test_counting_anew_follows_an_organisation_that_moved(make_event, committed, org_a):
    answered(make_event, 1)
    Organisation.objects.filter(pk=org_a.pk).update(department="24")
    recount_delays(edition=committed)

    assert AnswerDelay.objects.get().department == "24"


def test_figures_of_a_region(client_of, regina, make_event):
    answered(make_event, 1, 8)
    answered(make_event, 8, 2)
    submitted(make_event, "En attente")

    response = client_of(regina).get(URL)

    [row] = response.context["table"].regions
    assert (row.name, row.answered, row.median, row.decile, row.on_time, row.waiting) == (
        "AROSHA",
        10,
        1,
        5,
        0.8,
        1,
    )
    assert "80 %" in page_of(response)
    assert "[undefined" not in page_of(response)


def test_region_sees_itself_beside_the_national_figure(client_of, regina, fede, make_event, org_b):
    answered(make_event, 1)
    event = submitted(make_event, "Du Nord", days_ago=8)
    Event.objects.filter(pk=event.pk).update(organisation=org_b)
    publish_event(event=Event.objects.get(pk=event.pk), by=None)

    own, all_of_them = (client_of(person).get(URL).context["table"] for person in (regina, fede))

    assert [row.name for row in own.regions] == ["AROSHA"]
    assert [row.name for row in all_of_them.regions] == ["AROSHA", "Départements sans association"]
    assert (own.national.answered, own.national.median) == (2, 3)


def test_unknown_figures_are_a_dash_never_zero(client_of, regina, edition):
    row = client_of(regina).get(URL).context["table"].regions[0]

    assert (row.answered, row.median, row.decile, row.on_time) == (0, None, None, None)
    assert "—" in page_of(client_of(regina).get(URL))


def test_edition_is_chosen(client_of, regina, make_event, edition):
    answered(make_event, 1)
    client = client_of(regina)

    assert client.get(URL, {"edition": "semaine-2026"}).context["chosen"] == edition
    assert client.get(URL, {"edition": "inconnue"}).context["chosen"] == edition


def test_without_an_edition_the_page_says_so(client_of, regina):
    assert "Il n’y a pas encore d’édition." in page_of(client_of(regina).get(URL))
    assert client_of(regina).get("/bureau/moderation/delais.csv").status_code == 200


def test_region_without_a_moderator_is_marked(client_of, fede, association, edition):
    assert "Personne ne modère" in page_of(client_of(fede).get(URL))


def test_table_leaves_as_a_file(client_of, fede, regina, make_event):
    answered(make_event, 1, 3)
    answered(make_event, 8)

    response = client_of(fede).get("/bureau/moderation/delais.csv", {"edition": "semaine-2026"})

    lines = list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [line["region"] for line in lines] == ["AROSHA", "France"]
    assert (lines[0]["reponses"], lines[0]["mediane_jours_ouvres"], lines[0]["part_dans_le_delai"]) == (
        "4",
        "1",
        "0,750",
    )
    assert 'filename="delais-semaine-2026.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("address", [URL, "/bureau/moderation/delais.csv"])
@pytest.mark.parametrize(
    ("person", "status"), [("fede", 200), ("regina", 200), ("alice", 403), ("charlie", 403)]
)
def test_who_may_open_it(request, client_of, edition, *, person, status, address):
    assert client_of(request.getfixturevalue(person)).get(address).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, regina, make_event, django_assert_num_queries, number):
    for n in range(number):
        answered(make_event, n)
        submitted(make_event, f"En attente {n}")
    client = client_of(regina)

    with django_assert_num_queries(14):
        client.get(URL)


@given(COUNTED)
def test_median_is_that_of_the_values(days):
    assert median_of(days) == statistics.median(days.elements())


@given(COUNTED, st.integers(1, 100))
def test_share_is_reached_by_the_nearest_rank(days, percent):
    values = sorted(days.elements())

    assert reached_by(days, percent) == values[max(ceil(len(values) * percent / 100), 1) - 1]


def test_nothing_has_no_median():
    assert (median_of(Counter()), reached_by(Counter(), 90)) == (None, None)


def test_decision_of_before_the_counting_is_found(make_event, committed):
    event = submitted(make_event, days_ago=8)
    Decision.objects.create(event=event, action="publish", at=clock.now())

    assert (recount_delays(edition=committed), counted()) == (1, {5: 1})
