"""What waits past its delay goes to the head, once; where nobody moderates, at once."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.campaigns.services.members import commit_organisation
from semainier.core import clock
from semainier.events.models import Event
from semainier.events.queries.desks import desks, head_people, is_attended, moderators_of
from semainier.events.queries.late import late_condition
from semainier.events.services.escalation import escalate_due
from semainier.events.services.moderation import request_changes, submit_event
from semainier.events.tasks import OF_THE_DESK
from semainier.events.tests.desk import page_of, submitted
from semainier.events.working_days import calendar_of
from semainier.organisations.models import AssociationTerritory, Organisation
from semainier.organisations.services.people import add_member

QUEUE = "/bureau/moderation/"
# Wednesday 20 May at ten: handed over on Tuesday 12, five working days have passed (Ascension was on the 14th).
LATE, IN_TIME = 8, 7


def escalated(event):
    return Event.objects.get(pk=event.pk).escalated_at


def titles(response):
    return [row.event.title for row in response.context["rows"]]


def test_only_what_is_past_the_delay_is_handed_over_once(make_event, regina):
    late = submitted(make_event, "En retard", days_ago=LATE)
    in_time = submitted(make_event, "À temps", days_ago=IN_TIME)

    assert (escalate_due(), escalate_due()) == (1, 0)
    assert (escalated(late), escalated(in_time)) == (clock.now(), None)
    line = AuditEntry.objects.get(verb="event.escalated")
    assert (line.actor_label, line.data, line.organisation_id) == (
        "system",
        {"why": "late"},
        late.organisation_id,
    )


def test_delay_is_that_of_the_edition(make_event, regina, committed):
    event = submitted(make_event, days_ago=IN_TIME)
    Edition.objects.update(answer_days=3)

    assert escalate_due() == 1
    assert escalated(event) is not None


def test_holidays_of_the_organiser_count(make_event, regina, org_a, association):
    AssociationTerritory.objects.create(association=association, department_id="67")
    Organisation.objects.filter(pk=org_a.pk).update(department="67")
    # From Thursday 2 April to Thursday 9: Good Friday and Easter Monday are free in Strasbourg.
    with clock.at(dt.datetime(2026, 4, 9, 10, tzinfo=clock.PARIS)):
        submitted(make_event, days_ago=7)
        assert escalate_due() == 0
        Organisation.objects.filter(pk=org_a.pk).update(department="33")
        Edition.objects.update(answer_days=3)
        assert escalate_due() == 1


def test_head_finds_it_in_its_view_and_the_region_too(client_of, fede, regina, make_event):
    submitted(make_event, "En retard", days_ago=LATE)
    submitted(make_event, "À temps")
    escalate_due()

    for person in (fede, regina):
        response = client_of(person).get(QUEUE, {"vue": "hors-delai"})
        assert titles(response) == ["En retard"]
    assert response.context["rows"][0].is_late is True


def test_where_nobody_moderates_has_a_view_of_the_head(client_of, fede, regina, make_event):
    event = submitted(make_event, "Du Nord")
    Organisation.objects.filter(pk=event.organisation_id).update(department="59")

    assert titles(client_of(fede).get(QUEUE, {"vue": "sans-moderation"})) == ["Du Nord"]
    response = client_of(regina).get(QUEUE, {"vue": "sans-moderation"})
    assert response.context["filters"].view == "a-decider"


@pytest.fixture
def joined(committed, org_b, charlie):
    """Organisation B, of a department where nobody moderates, has joined too."""
    commit_organisation(
        edition=committed, organisation=org_b, signer_role="Référent", by=charlie, charter_version=1
    )
    return org_b


def test_older_events_of_regions_that_moderate_are_in_no_view_of_the_head(
    client_of, fede, make_event, joined, regina
):
    submitted(make_event, "Lu bientôt", days_ago=2)
    submitted(make_event, "Du Nord", organisation=joined)

    assert titles(client_of(fede).get(QUEUE, {"vue": "sans-moderation"})) == ["Du Nord"]


def test_what_is_in_time_is_not_past_the_delay_in_any_order(client_of, fede, regina, make_event):
    submitted(make_event, "Zut", days_ago=LATE)
    submitted(make_event, "À temps")

    assert titles(client_of(fede).get(QUEUE, {"vue": "hors-delai", "tri": "titre"})) == ["Zut"]


def test_region_that_finds_a_moderator_takes_its_events_back(client_of, fede, association, make_event):
    submitted(make_event, "À temps")
    fede_client = client_of(fede)
    assert titles(fede_client.get(QUEUE, {"vue": "sans-moderation"})) == ["À temps"]

    add_member(organisation=association, user=fede, role="coordinator", by=None)

    assert titles(fede_client.get(QUEUE, {"vue": "sans-moderation"})) == []


def test_where_nobody_moderates_it_goes_to_the_head_at_once(make_event, association):
    event = submitted(make_event)

    assert escalated(event) is not None
    assert AuditEntry.objects.get(verb="event.escalated").data == {"why": "nobody_moderates"}


def test_region_that_loses_its_moderator_hands_over_what_waits(make_event, regina):
    event = submitted(make_event)
    regina.memberships.update(ended_at=clock.now())

    assert (escalate_due(), escalated(event) is not None) == (1, True)


def test_handed_over_again_it_begins_anew(make_event, regina, alice):
    event = submitted(make_event, days_ago=LATE)
    escalate_due()
    request_changes(event=event, by=regina, message="Précisez.")
    submit_event(event=event, by=alice)

    assert escalated(event) is None


def test_head_sees_which_region_has_nobody(client_of, fede, association, make_event):
    submitted(make_event)

    page = page_of(client_of(fede).get(QUEUE))

    assert "Personne n’y modère" in page
    assert "AROSHA" in page
    assert "1 événement attend" in page


def test_departments_of_no_association_are_shown_once_something_waits(client_of, fede, regina, make_event):
    event = submitted(make_event)
    Organisation.objects.filter(pk=event.organisation_id).update(department="59")

    rows = client_of(fede).get(QUEUE).context["unattended"]

    assert [(row.name, row.waiting) for row in rows] == [("", 1)]


def test_coordinator_does_not_see_other_regions(client_of, regina, make_event):
    assert client_of(regina).get(QUEUE).context["unattended"] == []


def test_who_moderates(org_a, org_b, association, *, regina, fede, edition):
    assert (moderators_of(org_a), moderators_of(org_b), head_people()) == ([regina], [fede], [fede])
    assert (is_attended(org_a), is_attended(org_b), is_attended(association)) == (True, False, True)
    [desk] = desks()
    assert (desk.association, desk.moderators, sorted(desk.departments)) == (
        association, (regina,), ["24", "33", "40", "47", "64"],
    )  # fmt: skip


@pytest.mark.parametrize("field", ["is_active", "ended_at", "archived_at"])
def test_who_is_gone_does_not_moderate(org_a, association, regina, field):
    if field == "is_active":
        type(regina).objects.update(is_active=False)
    elif field == "ended_at":
        regina.memberships.update(ended_at=clock.now())
    else:
        Organisation.objects.filter(pk=association.pk).update(archived_at=clock.now())

    assert (is_attended(org_a), moderators_of(org_a)) == (False, [])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(0, 400),
    st.sampled_from([None, "33", "67", "974"]),
    st.integers(0, 8),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC)),  # noqa: DTZ001 -- hypothesis takes bounds without a zone
)
def test_condition_says_what_counting_says(make_event, hours, department, days, now):
    if not Event.objects.exists():
        make_event()
    event, edition = Event.objects.get(), Edition.objects.get()
    since = now - dt.timedelta(hours=hours)
    kind = "member" if department else "regional"
    Organisation.objects.filter(pk=event.organisation_id).update(department=department, kind=kind)
    Event.objects.update(submitted_at=since)
    edition.answer_days = days

    counted = calendar_of(department).waited(since, now) > days
    assert Event.objects.filter(late_condition([edition], now)).exists() == counted


def test_timed_jobs_of_the_desk_run_twice_without_harm(make_event, regina, caplog):
    submitted(make_event, days_ago=LATE)
    caplog.set_level("INFO", "semainier.events.tasks")

    rounds = [[run() for _name, _seconds, run in OF_THE_DESK] for _ in range(2)]

    # Messages told, events handed over, mails at ten in the morning, delays counted, reporters forgotten.
    assert rounds == [[0, 1, 1, 0, 0], [0, 0, 0, 0, 0]]
    assert "handed 1 events to the head office" in caplog.text
