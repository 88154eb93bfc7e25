"""The chest of an edition: its drawers, the one that is open, the sentence that counts."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.events.models import Event, Status
from semainier.events.tests.public import MakeEvent, hidden_states, on, paris, show, words
from semainier.organisations.models import Organisation

URL = "/semaine-2026/"


def drawers(html: str) -> list[tuple[str, bool, str]]:
    """Return (classes, is open, words of the front) of every drawer."""
    found = re.findall(
        r'<details class="drawer([^"]*)" name="day"( open)?>\s*<summary[^>]*>(.*?)</summary>', html, re.DOTALL
    )
    return [(classes.strip(), bool(opened), words(front)) for classes, opened, front in found]


def page(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert "[undefined" not in html
    return html


def test_every_day_has_its_drawer(client: Client, edition: Edition, make_event: MakeEvent) -> None:
    show(make_event, **on(7))
    show(make_event, **on(9))
    show(make_event, **on(9, hour=14))

    found = drawers(page(client))

    assert [front for _classes, _opened, front in found] == [
        "6 juin Samedi 0 événement", "7 juin Dimanche 1 événement", "8 juin Lundi 0 événement",
        "9 juin Mardi La journée la plus riche 2 événements", "10 juin Mercredi 0 événement",
        "11 juin Jeudi 0 événement", "12 juin Vendredi 0 événement", "13 juin Samedi 0 événement",
        "14 juin Dimanche 0 événement",
    ]  # fmt: skip


def test_first_day_with_events_stands_open_before_the_week(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on(8))
    show(make_event, **on(12))

    found = drawers(page(client))

    assert [front for _classes, opened, front in found if opened] == ["8 juin Lundi 1 événement"]


def test_today_stands_open_and_days_gone_by_are_pale(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on(7))
    show(make_event, **on(10))

    with clock.at(paris(10, 8)):
        found = drawers(page(client))

    assert [classes for classes, _opened, _front in found] == ["past"] * 4 + [""] * 5
    assert [front for _classes, opened, front in found if opened] == [
        "10 juin Mercredi Aujourd’hui 1 événement"
    ]


def test_event_of_several_days_counts_on_each(client: Client, make_event: MakeEvent) -> None:
    show(make_event, starts_at=paris(8, 14), ends_at=paris(10, 18))

    numbers = [front.split()[-2] for _classes, _opened, front in drawers(page(client))]

    assert numbers == ["0", "0", "1", "1", "1", "0", "0", "0", "0"]


def test_events_outside_the_days_have_a_drawer_of_their_own(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le pique-nique d’avant", **on(2))

    html = page(client)

    assert drawers(html)[-1] == ("", False, "+ Avant ou après Autour de la semaine 1 événement")
    assert 'href="/semaine-2026/programme/?jour=autres"' in html
    assert "Le pique-nique d’avant" in html


def test_drawer_shows_three_events_spread_over_the_day(client: Client, make_event: MakeEvent) -> None:
    for hour in range(9, 18):
        show(make_event, title=f"Visite de {hour} heures", **on(8, hour=hour))

    shown = re.findall(r"Visite de (\d+) heures", page(client))

    assert shown == ["9", "12", "15"]


def test_cancelled_event_counts_but_is_not_put_forward(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le bal", status=Status.CANCELLED, **on(8))

    html = page(client)

    assert "8 juin Lundi 1 événement" in words(html)
    assert "Le bal" not in html


@pytest.mark.parametrize(("moderation", "audience"), hidden_states())
def test_nothing_hidden_is_shown_or_counted(
    client: Client, make_event: MakeEvent, moderation: str, audience: str
) -> None:
    show(make_event, title="Un secret", moderation=moderation, audience=audience)

    html = page(client)

    assert "Un secret" not in html
    assert {front.split()[-2] for _classes, _opened, front in drawers(html)} == {"0"}


def test_sentence_counts_organisations_events_and_regions(
    client: Client, make_event: MakeEvent, edition: Edition, list_all: Callable[..., None]
) -> None:
    list_all()
    show(make_event, **on(7))
    show(make_event, **on(8))

    text = words(page(client))

    assert "1 organisme sur 2 ouvre ses portes pour 2 événements, dans 1 région sur 6." in text
    assert "Relevé du mercredi 20 mai 2026 à 10 h." in text


@pytest.fixture
def list_all(edition: Edition, org_a: Organisation, org_b: Organisation) -> Callable[[], None]:
    """Return a function that puts both organisations on the member list."""

    def put() -> None:
        edition.listed_members.all().delete()
        for one in (org_a, org_b):
            edition.listed_members.create(
                organisation=one, department=one.department, region_id="75", listed_on=dt.date(2026, 1, 1)
            )

    return put


def test_picture_has_a_drawer_per_organisation(
    client: Client, make_event: MakeEvent, list_all: Callable[..., None]
) -> None:
    list_all()
    show(make_event)

    html = page(client)

    assert "Un tiroir par organisme : 1 sur 2 sont ouverts" in html.replace("\u00a0", " ")
    assert 'class="on" d="M0 0h10v8H0z"' in html


def test_edition_in_preparation_shows_dates_and_themes(client: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PREPARATION)

    html = page(client)

    assert drawers(html)[0] == ("", False, "6 juin Samedi")
    assert "Cette édition se prépare" in words(html)
    assert "Développement durable" in words(html)
    assert 'role="search"' not in html


def test_past_edition_speaks_of_the_past(client: Client, make_event: MakeEvent) -> None:
    show(make_event)

    with clock.at(paris(30)):
        html = page(client)

    assert {classes for classes, _opened, _front in drawers(html)} == {"past"}
    assert "1 organisme sur 1 a ouvert ses portes pour 1 événement" in words(html)
    assert "Ce qui a eu lieu" in words(html)


def test_page_in_english_marks_what_is_french(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Un jardin partagé")

    html = page(client, "/en/semaine-2026/")

    assert "National Social Housing Week" in html
    assert '<a href="/en/semaine-2026/programme/un-jardin-partage/" lang="fr">Un jardin partagé</a>' in html
    assert '<p class="theme" lang="fr">Habiter mieux</p>' in html


def test_hidden_edition_is_unknown(client: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(is_public=False)

    assert client.get(URL).status_code == 404


def test_change_is_seen_at_once(client: Client, make_event: MakeEvent, fede: Any) -> None:
    event = show(make_event, **on(7))
    before = drawers(page(client))[1]

    Event.objects.filter(pk=event.pk).update(moderation="withdrawn")
    show(
        make_event, title="Un autre", moderation="draft"
    )  # any write of the edition is a line of the journal

    assert (before[2], drawers(page(client))[1][2]) == (
        "7 juin Dimanche 1 événement",
        "7 juin Dimanche 0 événement",
    )


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    client: Client, make_event: MakeEvent, number: int, django_assert_num_queries: Any
) -> None:
    for hour in range(number):
        show(make_event, **on(8, hour=10 + hour))

    with django_assert_num_queries(13):
        page(client)
    with django_assert_num_queries(4):
        page(client)
