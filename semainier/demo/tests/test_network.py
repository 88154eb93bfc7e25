"""The whole network, made once for this module; the first run is undone and serves to compare."""

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, Goal, ListedMember
from semainier.core import clock
from semainier.core.roles import Place
from semainier.demo.models import DemoMark, DemoPerson, Stage
from semainier.demo.services import make_demo
from semainier.events.models import Event, Outcome
from semainier.mailings.models import Mail
from semainier.organisations.models import AssociationTerritory, Invitation, Organisation
from semainier.organisations.queries import association_of
from semainier.organisations.siren import has_valid_key
from semainier.report.models import Snapshot

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TODAY = dt.date(2026, 5, 20)
FICTION = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d")


def fingerprint() -> list[object]:
    """Return what must not change from one run to the next."""
    events = Event.objects.order_by("edition__starts_on", "slug")
    return [
        list(
            events.values_list(
                "slug", "title", "description", "starts_at", "moderation", "status", "organisation__siren"
            )
        ),
        list(
            Organisation.objects.order_by("siren").values_list(
                "siren", "name", "city", "email", "phone", "dwellings"
            )
        ),
        list(
            Commitment.objects.order_by("organisation__siren", "signed_at").values_list(
                "signer_name", "signed_at"
            )
        ),
        Counter(Mail.objects.values_list("kind", flat=True)),
    ]


@contextmanager
def untraced() -> Iterator[None]:
    """Leave out the measure of coverage, which doubles the time: the second run walks the same lines."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="module")
def first_run() -> list[object]:
    """Filled by `network`."""
    return []


@pytest.fixture(scope="module", autouse=True)
def network(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, first_run: list[object]
) -> Iterator[None]:
    """Make the network in a transaction that the module undoes; where it is quick, once before to compare."""
    with django_db_blocker.unblock(), clock.at(dt.datetime(2026, 5, 20, 10, tzinfo=clock.PARIS)):
        if connection.vendor == "sqlite":
            with untraced(), transaction.atomic():
                make_demo(stage=Stage.OPEN, today=TODAY)
                first_run.extend(fingerprint())
                transaction.set_rollback(True)
        with transaction.atomic():
            make_demo(stage=Stage.OPEN, today=TODAY)
            with django_db_blocker.block():
                yield
            transaction.set_rollback(True)


@pytest.fixture
def first_edition() -> Edition:
    return Edition.objects.get(slug="semaine-2013")


@pytest.fixture
def current() -> Edition:
    return Edition.objects.get(is_current=True)


@pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"], reason="compared where it is quick"
)
def test_two_runs_give_the_same(first_run: list[object]) -> None:
    assert fingerprint() == first_run


def test_second_call_makes_nothing_more() -> None:
    mark = make_demo(stage=Stage.WEEK, today=TODAY)

    assert (mark.stage, mark.today) == ("open", TODAY)
    assert DemoMark.objects.count() == 1


def test_members_of_four_families() -> None:
    members = Organisation.objects.members().active()

    assert Counter(members.values_list("family", flat=True)) == {
        "oph": 268,
        "esh": 262,
        "coop": 172,
        "sacicap": 68,
    }
    assert members.values("name").distinct().count() == 770
    assert max(len(name) for name in members.values_list("name", flat=True)) > 150


def test_every_number_is_valid_and_begins_with_nought() -> None:
    sirens = list(Organisation.objects.values_list("siren", flat=True))

    assert all(siren.startswith("0") and has_valid_key(siren) for siren in sirens)
    assert len(set(sirens)) == len(sirens) == 797


def test_every_address_is_an_example() -> None:
    emails = [
        *Organisation.objects.values_list("email", flat=True),
        *User.objects.values_list("email", flat=True),
        *Invitation.objects.values_list("email", flat=True),
        *Mail.objects.values_list("recipient_email", flat=True),
        *Event.objects.values_list("contact_email", flat=True),
        *Edition.objects.values_list("contact_email", flat=True),
    ]
    sites = [
        *Organisation.objects.values_list("website", flat=True),
        *Event.objects.values_list("booking_url", flat=True),
    ]

    assert [email for email in emails if not email.endswith(".example")] == []
    assert [
        site for site in sites if site and not re.match(r"https://www\.[a-z0-9-]{1,63}\.example\b", site)
    ] == []


def test_every_telephone_is_of_fiction() -> None:
    numbers = [
        *Organisation.objects.values_list("phone", flat=True),
        *User.objects.values_list("phone", flat=True),
    ]

    assert [number for number in numbers if not FICTION.fullmatch(number)] == []


def test_organisations_of_the_sources_keep_their_names() -> None:
    known = [
        "Habitat 62/59",
        "Groupe Habitat du Nord",
        "SA du Hainaut",
        "OPH de la communauté d’agglomération de Montpellier",
        "AROSHA",
    ]

    assert Organisation.objects.filter(name__in=known).count() == 5


def test_associations_follow_the_regions() -> None:
    regional = Organisation.objects.filter(kind=Place.REGIONAL)
    lille = Organisation.objects.get(name="Groupe Habitat du Nord")

    assert (regional.count(), regional.active().count()) == (26, 22)
    assert association_of(lille, dt.date(2013, 6, 8)) is None  # archived since: found by its dated territory
    assert association_of(lille, TODAY).name == "Union Hlm des Hauts-de-France"
    ended = AssociationTerritory.objects.filter(department="59", valid_to=dt.date(2016, 12, 31))
    assert [row.association.name for row in ended] == ["Union Hlm du Nord et du Pas-de-Calais"]


def test_first_edition_has_its_figures(first_edition: Edition) -> None:
    events = Event.objects.filter(edition=first_edition)

    assert events.public().count() == events.published().count() == events.held().count() == 600
    assert events.published().values("organisation").distinct().count() == 224
    assert ListedMember.objects.filter(edition=first_edition).count() == 770
    assert events.published().exclude(status="scheduled").count() == 0
    assert first_edition.phase == "frozen"


def test_first_edition_in_aquitaine(first_edition: Edition) -> None:
    there = Event.objects.published().filter(
        edition=first_edition,
        organisation__listings__edition=first_edition,
        organisation__listings__region="72",
    )

    assert (there.count(), there.values("organisation").distinct().count()) == (50, 20)


def test_first_edition_knows_no_attendance(first_edition: Edition) -> None:
    outcomes = Outcome.objects.filter(event__edition=first_edition)

    assert (outcomes.count(), outcomes.filter(attendance__isnull=False).count()) == (600, 0)


def test_first_edition_has_the_events_of_the_sources(first_edition: Edition) -> None:
    told = Event.objects.filter(
        edition=first_edition,
        title__iregex="église|passif|itinérante|incivilités : le|visite d’appartement|jardin partagé voit",
    )

    themes = Counter(told.values_list("theme__slug", flat=True))
    assert (themes["patrimoine"], themes["developpement-durable"], themes["habiter-mieux"]) == (1, 1, 1)
    assert (themes["bien-vivre-ensemble"], themes["artistique"]) == (2, 3)


def test_first_edition_is_outside_its_week_a_little(first_edition: Edition) -> None:
    outside = Event.objects.filter(edition=first_edition).exclude(
        last_day__gte=first_edition.starts_on, first_day__lte=first_edition.ends_on
    )

    assert outside.count() == 7


def test_first_edition_keeps_what_was_announced(first_edition: Edition) -> None:
    final, announced = Snapshot.objects.filter(edition=first_edition)

    assert (announced.source, announced.taken_at.date()) == ("announced", dt.date(2013, 6, 4))
    assert (announced.figures["participants"], announced.figures["events"]) == (216, 500)
    assert (
        final.source,
        final.figures["participants"],
        final.figures["events"],
        final.figures["listed"],
    ) == ("computed", 224, 600, 770)


def test_public_report_says_the_rate() -> None:
    page = Client().get("/semaine-2013/bilan/").content.decode()

    assert "29,1\u202f%" in page
    assert "[undefined" not in page


def test_second_edition_is_in_preparation() -> None:
    edition = Edition.objects.get(slug="semaine-2014")

    assert (edition.phase, edition.previous.slug, edition.hue_a, edition.hue_b) == (
        "preparation",
        "semaine-2013",
        "#1d3b8b",
        "#ffd35c",
    )
    assert (edition.starts_on, edition.ends_on) == (dt.date(2014, 6, 14), dt.date(2014, 6, 22))
    assert edition.themes.count() == 3
    assert edition.commitments.count() == 60
    assert Goal.objects.get(edition=edition).target == 225


def test_current_edition_is_alive(current: Edition) -> None:
    states = Counter(Event.objects.filter(edition=current).values_list("moderation", flat=True))

    assert (current.phase, current.starts_on.isoformat()) == ("open", "2026-06-13")
    assert current.commitments.count() == 318
    assert states["published"] > 380
    assert (
        min(states[state] for state in ("draft", "submitted", "changes_requested", "refused", "withdrawn"))
        >= 4
    )
    assert set(Event.objects.filter(edition=current).values_list("status", flat=True)) == {
        "scheduled",
        "cancelled",
        "postponed",
        "full",
    }


def test_current_edition_counts_by_the_regions_of_today(current: Edition) -> None:
    regions = set(current.listed_members.values_list("region__name", flat=True))

    assert {"Nouvelle-Aquitaine", "Hauts-de-France", "Mayotte"} <= regions
    assert "Aquitaine" not in regions


def test_nothing_is_in_the_future() -> None:
    midnight = dt.datetime(2026, 5, 20, tzinfo=clock.PARIS)

    assert not Event.objects.filter(created_at__gt=midnight).exists()
    assert not Mail.objects.filter(created_at__gt=midnight).exists()
    assert not Commitment.objects.filter(signed_at__gt=midnight).exists()


def test_every_association_has_something_to_decide(current: Edition) -> None:
    waiting = Event.objects.filter(edition=current, moderation="submitted").select_related("organisation")
    deciding = {association_of(event.organisation) for event in waiting}

    assert deciding - {None} == set(Organisation.objects.filter(kind=Place.REGIONAL).active())
    assert None in deciding  # where there is no association, the head decides
    assert waiting.filter(submitted_at__lt=dt.datetime(2026, 5, 13, tzinfo=clock.PARIS)).count() >= 3


def test_an_event_has_a_picture_that_is_described(current: Edition) -> None:
    pictured = Event.objects.public().filter(edition=current).exclude(picture="")
    event = pictured.first()

    assert pictured.count() > 20
    with event.picture.open() as file:
        assert file.read(3) == b"\xff\xd8\xff"
    assert (event.picture_rights, event.picture_credit) == (True, "Semainier, démonstration")
    assert event.picture_alt.startswith("Dessin géométrique")


def test_outbox_holds_the_last_month_only() -> None:
    oldest = Mail.objects.order_by("created_at").first()

    assert oldest.created_at > dt.datetime(2026, 4, 19, tzinfo=clock.PARIS)
    assert {"invitation", "event.publish"} <= set(Mail.objects.values_list("kind", flat=True))


def test_cast_is_complete() -> None:
    assert DemoPerson.objects.count() == 12
    assert Invitation.objects.filter(role="communicator", accepted_at=None).count() == 1


def test_people_page_offers_everybody(settings_demo: None) -> None:
    page = Client().get("/demo/personnes/").content.decode()

    assert page.count("/entrer/") == 12
    assert "/resultat/" in page
    assert "600" in page


@pytest.fixture
def settings_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)


@pytest.mark.parametrize(
    "part", ["head", "coordinator-aquitaine", "director", "draft", "published", "over", "two"]
)
def test_everybody_may_enter(settings_demo: None, part: str) -> None:
    response = Client().post(f"/demo/personnes/{part}/entrer/", follow=True)

    assert response.status_code == 200
    assert response.context["user"] == DemoPerson.objects.get(part=part).user
