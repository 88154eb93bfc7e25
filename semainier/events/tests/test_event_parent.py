"""A large event and its parts: tied by the organiser, two levels, one edition. Address: events:event_parent."""

from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.core.errors import Conflict
from semainier.events.models import Event, Moderation
from semainier.events.queries.parts import linked_to, possible_parents
from semainier.events.services.declare import delete_draft, set_co_organisers
from semainier.events.services.parts import set_parent
from semainier.events.tests.conftest import last_year
from semainier.events.tests.desk import page_of
from semainier.events.tests.public import on
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal
from semainier.organisations.models import Organisation


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


@pytest.fixture
def large(make_event: MakeEvent) -> Event:
    return make_event(title="La fête du quartier", **on(6, hours=8))


def test_event_is_tied_and_taken_out_again(client: Client, make_event: MakeEvent, large: Event) -> None:
    part = make_event()
    for parent, expected in ((str(large.uid), large), ("", None)):
        response = client.post(at("events:event_parent", part), {"parent": parent})

        part.refresh_from_db()
        assert (response.headers["Location"], part.parent) == (at("events:event_detail", part), expected)
    assert AuditEntry.objects.filter(verb="event.parent_set").count() == 2


def test_same_again_changes_nothing(make_event: MakeEvent, large: Event) -> None:
    part = make_event()
    for _time in range(2):
        set_parent(event=part, parent=large, by=None)

    assert AuditEntry.objects.filter(verb="event.parent_set").count() == 1


def test_there_is_no_chain(make_event: MakeEvent, large: Event) -> None:
    part, other = make_event(), make_event(title="Autre")
    set_parent(event=part, parent=large, by=None)

    with pytest.raises(Conflict) as below:
        set_parent(event=other, parent=part, by=None)
    with pytest.raises(Conflict) as above:
        set_parent(event=large, parent=other, by=None)
    assert (below.value.code, above.value.code) == ("event.not_a_parent", "event.has_parts")


def test_event_is_not_part_of_itself(make_event: MakeEvent) -> None:
    event = make_event()

    with pytest.raises(Conflict):
        set_parent(event=event, parent=event, by=None)


@pytest.mark.parametrize("state", [Moderation.REFUSED, Moderation.WITHDRAWN])
def test_what_is_gone_is_not_offered(make_event: MakeEvent, large: Event, state: Moderation) -> None:
    part = make_event()
    Event.objects.filter(pk=large.pk).update(moderation=state)

    with pytest.raises(Conflict):
        set_parent(event=part, parent=large, by=None)


def test_event_of_another_edition_is_not_offered(make_event: MakeEvent, before: Edition) -> None:
    old = make_event(edition=before, theme=None, starts_at=last_year(6, 8), ends_at=last_year(6, 8, 12))

    assert list(possible_parents(make_event())) == []
    with pytest.raises(Conflict):
        set_parent(event=make_event(), parent=old, by=None)


def test_event_of_others_is_offered_when_one_takes_part_in_it(
    make_event: MakeEvent, org_a: Organisation, org_b: Organisation
) -> None:
    theirs, part = make_event(title="La leur", organisation=org_b), make_event()

    before = list(possible_parents(part))
    set_co_organisers(event=theirs, organisations=[org_a], by=None)

    assert (before, list(possible_parents(part))) == ([], [theirs])
    assert set_parent(event=part, parent=theirs, by=None).parent == theirs


def test_offered_events_stand_once_in_the_order_of_days(make_event: MakeEvent, org_b: Organisation) -> None:
    late, early = make_event(title="Tard", **on(12)), make_event(title="Tôt", **on(6))
    set_co_organisers(event=late, organisations=[org_b], by=None)

    assert list(possible_parents(make_event())) == [early, late]


def test_page_offers_the_events_and_shows_the_parts(
    client: Client, make_event: MakeEvent, large: Event
) -> None:
    part = make_event()
    offered = client.get(at("events:event_detail", part)).context["parent_form"].fields["parent"].choices
    set_parent(event=part, parent=large, by=None)

    whole = page_of(client.get(at("events:event_detail", large)))

    assert [value for value, _label in offered] == ["", str(large.uid)]
    assert (
        "Ses parties" in whole,
        at("events:event_detail", part) in whole,
        at("events:event_parent", large) in whole,
    ) == (
        True,
        True,
        False,
    )


def test_part_keeps_its_large_event_in_the_list_when_it_is_withdrawn(
    client: Client, make_event: MakeEvent, large: Event
) -> None:
    part = make_event()
    set_parent(event=part, parent=large, by=None)
    Event.objects.filter(pk=large.pk).update(moderation=Moderation.WITHDRAWN)

    page = page_of(client.get(at("events:event_detail", part)))

    assert ("n’est plus au programme" in page, f'value="{large.uid}" selected' in page) == (True, True)


def test_choice_that_is_not_offered_is_refused_in_words(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    response = client.post(at("events:event_parent", event), {"parent": str(event.uid)}, follow=True)

    assert "Cet événement ne peut pas être choisi." in page_of(response)


def test_first_event_is_not_asked_what_it_is_part_of(client: Client, make_event: MakeEvent) -> None:
    event = make_event()

    assert at("events:event_parent", event) not in page_of(client.get(at("events:event_detail", event)))


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("fede", 302)])
def test_who_may_tie(
    *, request: Any, client_of: ClientOf, make_event: MakeEvent, large: Event, who: str, answer: int
) -> None:
    url = at("events:event_parent", make_event())

    assert client_of(request.getfixturevalue(who)).post(url, {"parent": str(large.uid)}).status_code == answer


def test_coordinator_does_not_tie(client_of: ClientOf, regina: User, make_event: MakeEvent) -> None:
    assert refusal(client_of(regina).post(at("events:event_parent", make_event()), {})) == (
        403,
        "access.denied",
    )


def test_parts_outlive_the_large_event(
    make_event: MakeEvent, large: Event, alice: User, committed: Edition
) -> None:
    part = make_event()
    set_parent(event=part, parent=large, by=None)

    delete_draft(event=large, by=alice)

    part.refresh_from_db()
    assert (part.parent, bool(linked_to(part, committed))) == (None, False)
