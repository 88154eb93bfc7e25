"""The generator on a network of three: events it invents, people it finds, stories it tells, who decides when."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.campaigns.services.editions import publish_charter
from semainier.core import clock
from semainier.demo.making.agenda import at
from semainier.demo.making.cast_stories import JOINED, PLACES, ROLES, Cast
from semainier.demo.making.editions import Run, make_themes
from semainier.demo.making.inventing import Inventor
from semainier.demo.making.naming import Naming
from semainier.demo.making.network import FAMILIES, MEMBERS, MERGED_ON, NAMED, Network
from semainier.demo.making.people import People
from semainier.demo.making.pictures import draw_picture
from semainier.demo.making.story import Story
from semainier.demo.words import ideas
from semainier.events.models import Event, Held, Moderation, Status
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, Department


@pytest.fixture
def network(
    federation: Organisation, association: Organisation, org_a: Organisation, org_b: Organisation
) -> Network:
    """AROSHA decides for the Gironde until 2017, nobody for the Nord."""
    rng = random.Random(11)  # noqa: S311 -- invented names, no secret
    made = Network(rng, Naming(rng), federation)
    made.members, made.associations = [org_a, org_b], {"aquitaine": association}
    made.numbers = {org_a.pk: 1, org_b.pk: 4}
    made.hosts = {
        org_a.pk: "deux-rives.example",
        org_b.pk: "flandres.example",
        association.pk: "arosha.example",
    }
    made.departments = {department.code: department for department in Department.objects.all()}
    for commune in Commune.objects.order_by("code"):
        made.towns.setdefault(commune.department_id, []).append(commune)
    made.charge_before, made.charge_after = {"33": "aquitaine"}, {"33": "gone"}
    return made


@pytest.fixture
def people(network: Network, fede: User) -> People:
    return People(network, fede)


@pytest.fixture
def run(people: People, edition: Edition) -> Run:
    return Run(people, edition.campaign, edition, make_themes(people, edition, "current"))


@pytest.fixture
def inventor(run: Run) -> Inventor:
    return Inventor(run.people.network, run.edition, run.themes, share_by_invitation=0.5)


@pytest.fixture
def tell(run: Run, inventor: Inventor, org_a: Organisation, committed: Edition) -> Callable[..., Story]:
    """Return a function that begins a story of organisation A."""

    def begin(**fields: object) -> Story:
        invented, crowd = inventor.invent(org_a)
        return Story(run.people, run.edition, org_a, {**invented, "audience": "public", **fields}, crowd)

    return begin


def test_invented_events_lie_in_the_week_and_end_after_they_begin(
    inventor: Inventor, org_a: Organisation, edition: Edition
) -> None:
    made = [inventor.invent(org_a)[0] for _ in range(120)]

    assert all(fields["starts_at"] < fields["ends_at"] for fields in made)
    assert {fields["starts_at"].date() for fields in made} <= set(edition.days)
    assert {fields["ends_at"].date() for fields in made} <= set(edition.days)


def test_invented_events_are_in_the_department_of_their_organiser(
    inventor: Inventor, org_b: Organisation
) -> None:
    made = [inventor.invent(org_b)[0] for _ in range(40)]

    assert {fields["department"].code for fields in made} == {"59"}
    assert {fields["city"] for fields in made} <= {"Lille", "Valenciennes", "Wattignies"}
    assert all(fields["postcode"].startswith("59") for fields in made)


def test_every_idea_comes_before_one_comes_twice(inventor: Inventor, org_a: Organisation) -> None:
    fitting = [idea for idea in ideas() if idea.season != "cold" and idea.subject in inventor.themes]

    seen = Counter(inventor._idea().key for _ in range(2 * len(fitting)))  # noqa: SLF001 -- the deck itself

    assert set(seen) == {idea.key for idea in fitting}
    assert set(seen.values()) == {2}


def test_invented_words_have_no_gap_left(inventor: Inventor, org_a: Organisation) -> None:
    made = [inventor.invent(org_a)[0] for _ in range(120)]

    texts = [fields[name] for fields in made for name in ("title", "description", "venue")]
    assert [text for text in texts if "{" in text or "}" in text or not text.strip()] == []
    assert [fields["venue"] for fields in made if len(fields["venue"]) > 140] == []


def test_a_day_outside_the_week_is_taken(inventor: Inventor, org_a: Organisation) -> None:
    day = dt.date(2026, 6, 25)

    fields, crowd = inventor.invent(org_a, outside=day)

    assert (fields["starts_at"].date(), fields["ends_at"].date()) == (day, day)
    assert crowd > 0


def test_only_some_kinds_are_by_invitation(inventor: Inventor, org_a: Organisation) -> None:
    made = [inventor.invent(org_a)[0] for _ in range(150)]

    invited = {fields["kind"] for fields in made if fields["audience"] == "invitation"}
    assert invited <= {"inauguration", "debate"}


def test_what_is_booked_has_an_address_of_the_organiser(inventor: Inventor, org_a: Organisation) -> None:
    made = [inventor.invent(org_a)[0] for _ in range(150)]

    booked = [fields for fields in made if "booking_url" in fields]
    assert booked
    assert all(fields["booking_url"].startswith("https://www.deux-rives.example/") for fields in booked)
    assert {fields["admission"] for fields in booked} == {"registration"}


def test_the_same_seed_invents_the_same(network: Network, run: Run, org_a: Organisation) -> None:
    def made() -> list[object]:
        network.rng.seed(5)
        inventor = Inventor(network, run.edition, run.themes)
        return [inventor.invent(org_a) for _ in range(5)]

    assert made() == made()


def test_somebody_who_acts_is_made_once(people: People, org_a: Organisation) -> None:
    one = people.acting(org_a, "referent")

    assert people.acting(org_a, "referent") == one
    assert one.email.endswith("@deux-rives.example")
    assert one.memberships.get().role == "referent"


def test_one_organisation_in_four_has_a_communicator(
    people: People, org_a: Organisation, org_b: Organisation
) -> None:
    roles = [people.author(organisation).memberships.get().role for organisation in (org_a, org_b)]

    assert roles == ["referent", "communicator"]


def test_a_part_takes_over_and_writes_from_then_on(people: People, org_a: Organisation) -> None:
    played = people.play("draft", org_a, "communicator")

    assert (played.name, people.author(org_a)) == ("Clément Descamps", played)
    assert played.email == "clement.descamps@deux-rives.example"


def test_who_acts_for_two_has_two_roles(people: People, org_a: Organisation, org_b: Organisation) -> None:
    user = people.acting(org_a, "referent")
    people.also_acting(org_b, "referent", user)

    assert people.acting(org_b, "referent") == user
    assert user.memberships.count() == 2


def test_who_signs_has_words_for_it(people: People, org_a: Organisation) -> None:
    for role in ("referent", "director"):
        assert people.signs_as(people.acting(org_a, role))


def test_the_region_decides_until_it_merges_the_head_where_there_is_none(
    people: People, org_a: Organisation, org_b: Organisation, fede: User
) -> None:
    with clock.at(at(MERGED_ON - dt.timedelta(days=1))):
        before = people.coordinator(org_a)
        assert people.coordinator(org_b) == fede
    with clock.at(at(MERGED_ON)):
        after = people.coordinator(org_a)

    assert before.memberships.get().role == "coordinator"
    assert after == fede  # the association that came after is not in this small network


def test_members_of_an_association_are_those_it_ever_had(network: Network, org_a: Organisation) -> None:
    assert [network.members_of(key) for key in ("aquitaine", "gone", "nobody")] == [[org_a], [org_a], []]
    assert network.number_of(network.federation) == 0


def test_a_story_goes_through_the_states_that_people_see(tell: Callable[..., Story]) -> None:
    story, seen = tell(), []
    for step in (
        story.declare,
        story.submit,
        lambda: story.ask_for_change("Où ?"),
        story.submit,
        story.publish,
    ):
        step()
        seen.append(Event.objects.get().moderation)

    assert seen == [
        Moderation.DRAFT,
        Moderation.SUBMITTED,
        Moderation.CHANGES_REQUESTED,
        Moderation.SUBMITTED,
        Moderation.PUBLISHED,
    ]


@pytest.mark.parametrize(
    ("end", "state"),
    [(lambda story: story.refuse("Non."), "refused"), (lambda story: story.withdraw(), "withdrawn")],
)
def test_a_story_may_end_badly(tell: Callable[..., Story], end: Callable[[Story], None], state: str) -> None:
    story = tell()
    story.declare()
    story.submit()

    end(story)

    assert Event.objects.get().moderation == state


def test_a_story_that_is_not_declared_has_no_event(tell: Callable[..., Story]) -> None:
    with pytest.raises(ValueError, match="declared first"):
        tell().submit()


def test_a_story_ends_with_what_people_told(
    tell: Callable[..., Story], edition: Edition, org_b: Organisation
) -> None:
    story = tell()
    story.declare()
    story.submit()
    story.publish()
    story.join_with([org_b])
    story.say(Status.FULL, "Complet.")
    with clock.at(story.fields["ends_at"] + dt.timedelta(days=1)):
        story.tell(held=Held.YES, attendance=story.crowd, sentence="Bien.", by_link=True)

    event = Event.objects.get()
    assert (event.status, list(event.co_organisers.all())) == ("full", [org_b])
    assert (event.outcome.held, event.outcome.attendance) == (Held.YES, story.crowd)


def test_a_run_lists_invites_and_commits_in_the_order_of_days(
    run: Run, org_a: Organisation, org_b: Organisation
) -> None:
    publish_charter(edition=run.edition, text="Autre", by=None)
    run.edition.charters.all().delete()
    committed_at = run.commit(org_a, dt.date(2026, 3, 2))
    run.invite([org_b], dt.date(2026, 2, 2))
    run.list_everybody(dt.date(2026, 1, 15))

    run.agenda.run()

    lines = {line.organisation: line for line in run.edition.listed_members.all()}
    assert {line.listed_on for line in lines.values()} == {dt.date(2026, 1, 15)}
    assert (lines[org_a].invited_at, lines[org_b].invited_at) == (None, at(dt.date(2026, 2, 2), 11))
    assert run.edition.commitments.get().signed_at == committed_at
    assert not Mail.objects.exists()  # they left long ago


def test_a_run_moves_the_edition_in_the_night(run: Run) -> None:
    run.move_to(Phase.WEEK, dt.date(2026, 6, 6))

    run.agenda.run()

    run.edition.refresh_from_db()
    assert (run.edition.phase, run.edition.phase_set_at) == ("week", at(dt.date(2026, 6, 6), 0, 30))


def test_every_part_of_a_member_has_a_place() -> None:
    assert set(ROLES) <= set(PLACES)
    assert set(JOINED) <= set(PLACES)
    assert {place for place in PLACES.values() if isinstance(place, str)} == set(NAMED)
    assert {place[1] for place in PLACES.values() if isinstance(place, tuple)} <= set(FAMILIES)


def test_families_make_the_number_of_members() -> None:
    assert sum(count for _name, _en, count in FAMILIES.values()) == MEMBERS


def test_the_cast_keeps_its_organisations_to_itself(org_a: Organisation, org_b: Organisation) -> None:
    cast = Cast(dict.fromkeys(PLACES, org_a) | {"director": org_b})

    assert len(cast.committed) == len(JOINED)
    assert cast.reserved.count(org_b) == 1


@pytest.mark.parametrize("seed", range(8))
def test_a_drawing_bears_the_colours_of_the_edition_and_its_credit(seed: int) -> None:
    made = draw_picture(random.Random(seed), "#0f4c40", "#ffb58a")  # noqa: S311 -- a drawing, no secret

    picture = Image.open(BytesIO(made["picture"].read())).convert("RGB")
    assert picture.size == (1200, 800)
    assert len(picture.getcolors(maxcolors=2**24)) > 2
    assert made["picture_credit"]
    assert made["picture_rights"]
