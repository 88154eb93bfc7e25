"""A draft that saves itself while it is typed: what is kept, what is left, two people, states, the journal."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.queries import history_of
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.tests.pictures import upload
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import update_event
from semainier.events.tests.space import ClientOf, MakeEvent, at, form_data
from semainier.organisations.models import Organisation

KEY = uuid.UUID(int=7).hex
SAVE = "events:event_autosave"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


@pytest.fixture
def draft(make_event: MakeEvent) -> Event:
    return make_event()


def typed(edition: Edition, event: Event, **changes: Any) -> dict[str, Any]:
    seen = Event.objects.get(pk=event.pk).updated_at.isoformat()
    return form_data(edition, **{"seen": seen, **changes})


def create(client: Client, edition: Edition, organisation: Organisation, **changes: Any) -> Any:
    url = reverse("events:event_draft", args=[organisation.pk, edition.slug])
    return client.post(url, form_data(edition, **{"key": KEY, **changes}))


def said(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_what_is_typed_is_saved_and_said_in_words(client: Client, draft: Event, committed: Edition) -> None:
    with clock.at(dt.datetime(2026, 5, 20, 14, 32, tzinfo=clock.PARIS)):
        answer = client.post(at(SAVE, draft), typed(committed, draft, title="Un verger")).json()

    event = Event.objects.get()
    assert (event.title, event.moderation) == ("Un verger", Moderation.DRAFT)
    assert answer["saved_at"] == "Brouillon enregistré à 14\u00a0h\u00a032"
    assert answer["seen"] == event.updated_at.isoformat()
    assert answer["edit"] == at("events:event_edit", event)


def test_stamp_of_each_answer_serves_the_next(client: Client, draft: Event, committed: Edition) -> None:
    seen = draft.updated_at.isoformat()
    for minute, title in enumerate(["Un verger", "Un verger", "Un potager"], start=1):
        with clock.at(clock.now() + dt.timedelta(minutes=minute)):
            answer = client.post(at(SAVE, draft), form_data(committed, title=title, seen=seen))
        assert answer.status_code == 200
        seen = answer.json()["seen"]

    assert Event.objects.get().title == "Un potager"


@pytest.mark.parametrize(
    ("wrong", "field", "kept"),
    [
        ({"title": ""}, "title", "Un jardin partagé"),
        ({"end": ""}, "starts_at", dt.datetime(2026, 6, 7, 8, tzinfo=dt.UTC)),
        ({"day": "2026-06-99"}, "starts_at", dt.datetime(2026, 6, 7, 8, tzinfo=dt.UTC)),
        ({"town": "Nulle part"}, "city", "Lormont"),
        ({"latitude": "x", "longitude": "y"}, "precision", "commune"),
        ({"theme": "rien"}, "theme_id", "theme"),
        ({"kind": "rien"}, "kind", "other"),
        ({"audience": "rien"}, "audience", "public"),
        ({"mode": "rien"}, "mode", "on_site"),
        ({"booking_url": "http://"}, "booking_url", ""),
        ({"contact_email": "alice@"}, "contact_email", ""),
        ({"partners": "Personne"}, "city", "Lormont"),
    ],
)
def test_each_field_is_judged_alone(
    client: Client, draft: Event, committed: Edition, *, wrong: dict[str, str], field: str, kept: Any
) -> None:
    data = typed(committed, draft, description="Un texte tout neuf.", **wrong)

    assert client.post(at(SAVE, draft), data).status_code == 200
    event = Event.objects.get()
    assert event.description == "Un texte tout neuf."
    assert getattr(event, field) == (draft.theme_id if kept == "theme" else kept)


def test_town_that_is_not_found_leaves_the_confirmed_place(
    client: Client, draft: Event, committed: Edition
) -> None:
    client.post(at(SAVE, draft), typed(committed, draft, town="Nulle part"))

    event = Event.objects.get()
    assert (event.commune_id, event.department_id, event.latitude) == ("33249", "33", draft.latitude)
    assert event.place_confirmed_at == draft.place_confirmed_at


def test_files_are_left_to_the_buttons(client: Client, draft: Event, committed: Edition) -> None:
    data = typed(committed, draft, picture=upload(), picture_remove="on", title="Un verger")
    client.post(at(SAVE, draft), data)

    assert (Event.objects.get().title, bool(Event.objects.get().picture)) == ("Un verger", False)


def test_partners_are_kept(client: Client, draft: Event, committed: Edition, org_b: Organisation) -> None:
    client.post(at(SAVE, draft), typed(committed, draft, partners=org_b.name))

    assert list(draft.co_organisers.all()) == [org_b]


def test_changed_meanwhile_says_so_and_overwrites_nothing(
    client: Client, draft: Event, committed: Edition, bob: User
) -> None:
    data = typed(committed, draft, title="Un verger")
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        update_event(event=draft, by=bob, title="Un potager")

    assert said(client.post(at(SAVE, draft), data)) == (409, "event.changed_meanwhile")
    assert Event.objects.get().title == "Un potager"


@pytest.mark.parametrize("seen", ["", "hier", "2026-99-99T00:00:00+00:00", "2026-05-20T10:00:00"])
def test_without_a_stamp_nothing_is_saved(
    client: Client, draft: Event, committed: Edition, seen: str
) -> None:
    data = typed(committed, draft, title="Un verger", seen=seen)

    assert said(client.post(at(SAVE, draft), data)) == (409, "event.changed_meanwhile")
    assert Event.objects.get().title == "Un jardin partagé"


@pytest.mark.parametrize(
    "state", [Moderation.SUBMITTED, Moderation.PUBLISHED, Moderation.REFUSED, Moderation.WITHDRAWN]
)
def test_what_is_handed_in_is_refused(
    client: Client, draft: Event, committed: Edition, state: Moderation
) -> None:
    Event.objects.update(moderation=state)

    assert said(client.post(at(SAVE, draft), typed(committed, draft, title="Un verger"))) == (
        409,
        "event.not_typed_in",
    )
    assert Event.objects.get().title == "Un jardin partagé"


def test_event_to_be_corrected_saves_itself(client: Client, draft: Event, committed: Edition) -> None:
    Event.objects.update(moderation=Moderation.CHANGES_REQUESTED)

    assert client.post(at(SAVE, draft), typed(committed, draft, title="Un verger")).status_code == 200


def test_frozen_edition_is_locked(client: Client, draft: Event, committed: Edition) -> None:
    Edition.objects.update(phase=Phase.FROZEN)

    assert said(client.post(at(SAVE, draft), typed(committed, draft))) == (409, "edition.phase")


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_save(
    request: Any, client_of: ClientOf, make_event: MakeEvent, *, committed: Edition, who: str, answer: int
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.CHANGES_REQUESTED)
    client = client_of(request.getfixturevalue(who))

    assert client.post(at(SAVE, event), typed(committed, event)).status_code == answer


def test_it_is_posted_only(client: Client, draft: Event) -> None:
    assert client.get(at(SAVE, draft)).status_code == 405


def test_journal_has_one_line_in_ten_minutes(client: Client, draft: Event, committed: Edition) -> None:
    for minutes, title in ((1, "Un verger"), (4, "Un potager"), (12, "Une serre")):
        with clock.at(dt.datetime(2026, 5, 20, 10, minutes, tzinfo=clock.PARIS)):
            client.post(at(SAVE, draft), typed(committed, draft, title=title))

    lines = history_of(draft).filter(verb="event.updated")
    assert [line.data["title"] for line in lines] == [
        ["Un potager", "Une serre"],
        ["Un jardin partagé", "Un potager"],
    ]


def test_journal_keeps_two_people_apart(
    client: Client, client_of: ClientOf, bob: User, draft: Event, committed: Edition
) -> None:
    for one, title in ((client, "Un verger"), (client_of(bob), "Un potager")):
        one.post(at(SAVE, draft), typed(committed, draft, title=title))

    lines = history_of(draft).filter(verb="event.updated")
    assert [line.actor_label for line in lines] == ["Bob", "Alice"]


def test_new_event_becomes_a_draft(client: Client, committed: Edition, org_a: Organisation) -> None:
    answer = create(client, committed, org_a, end="", description="").json()

    event = Event.objects.get()
    assert (event.title, event.city, event.starts_at) == ("Un jardin partagé", "Lormont", None)
    assert (answer["save"], answer["uid"]) == (at(SAVE, event), str(event.uid))


def test_double_sending_makes_one_draft(client: Client, committed: Edition, org_a: Organisation) -> None:
    answers = [create(client, committed, org_a).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert Event.objects.count() == 1


def test_another_page_makes_another_draft(client: Client, committed: Edition, org_a: Organisation) -> None:
    for number in (1, 2):
        create(client, committed, org_a, key=uuid.UUID(int=number).hex)

    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"), [({"title": " "}, "event.untitled"), ({"key": "x"}, "event.no_key")]
)
def test_new_event_needs_a_title_and_a_key(
    client: Client, committed: Edition, org_a: Organisation, wrong: dict[str, str], code: str
) -> None:
    assert said(create(client, committed, org_a, **wrong)) == (422, code)
    assert Event.objects.count() == 0


def test_refused_creation_can_be_tried_again(client: Client, committed: Edition, org_a: Organisation) -> None:
    Edition.objects.update(phase=Phase.FROZEN)
    assert said(create(client, committed, org_a)) == (409, "edition.phase")
    Edition.objects.update(phase=Phase.OPEN)

    assert create(client, committed, org_a).status_code == 200


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_create(
    request: Any, client_of: ClientOf, committed: Edition, *, org_a: Organisation, who: str, answer: int
) -> None:
    client = client_of(request.getfixturevalue(who))

    assert create(client, committed, org_a).status_code == answer
    assert Event.objects.count() == (answer == 200)


@pytest.mark.parametrize(("state", "offered"), [("draft", True), ("submitted", False), ("published", False)])
def test_page_saves_itself_for_a_draft_only(
    client: Client, draft: Event, state: str, *, offered: bool
) -> None:
    Event.objects.update(moderation=state)
    page = client.get(at("events:event_edit", draft)).content.decode()

    assert (f'data-autosave="{at(SAVE, draft)}"' in page) == offered
    assert "[undefined" not in page


def test_page_of_a_new_event_saves_itself(client: Client, committed: Edition, org_a: Organisation) -> None:
    page = client.get(reverse("events:event_create", args=[org_a.pk, committed.slug])).content.decode()

    assert f'data-autosave="{reverse("events:event_draft", args=[org_a.pk, committed.slug])}"' in page
    assert "[undefined" not in page
