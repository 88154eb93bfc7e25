"""The programme as a list: what each filter leaves, the counts, the pages, what to do with nothing left."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.models import Admission, Event, Status
from semainier.events.tests.public import PROGRAMME, MakeEvent, hidden_states, on, paris, show, words
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune


def page(client: Client, query: str = "", url: str = PROGRAMME) -> str:
    response = client.get(f"{url}{query}")
    assert response.status_code == 200
    html = response.content.decode()
    assert "[undefined" not in html
    return html


def titles(html: str) -> list[str]:
    """Return the titles of the cards, in order."""
    return re.findall(r'<h[34] class="display"[^>]*><a [^>]*>(.*?)</a>', html)


def boxes(html: str, parameter: str) -> list[tuple[str, str]]:
    """Return (value, number) of the boxes of a facet."""
    box = rf'name="{parameter}" value="([^"]+)"[^>]*>[^<]*</label><span>(\d+)</span>'
    return re.findall(box, html)


@pytest.fixture
def three(make_event: MakeEvent, committed: Edition, org_a: Organisation) -> list[Event]:
    """A garden on the 7th at Lormont, a visit on registration on the 8th at Pau, a film at Réunion."""
    themes = {theme.slug: theme for theme in committed.themes.all()}
    return [
        show(make_event, title="Le jardin", **on(7)),
        show(
            make_event, title="La visite", theme=themes["patrimoine"], admission=Admission.REGISTRATION,
            city="Pau", commune=Commune.objects.get(code="64445"), status=Status.FULL, **on(8),
        ),
        show(
            make_event, title="Le film", theme=themes["developpement-durable"], city="Saint-Denis",
            commune=Commune.objects.get(code="97411"), **on(9),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Le jardin", "La visite", "Le film"]),
        ("?jour=2026-06-08", ["La visite"]),
        ("?jour=2026-06-07&jour=2026-06-09", ["Le jardin", "Le film"]),
        ("?theme=patrimoine", ["La visite"]),
        ("?theme=patrimoine&theme=vivre-ensemble", ["Le jardin", "La visite"]),
        ("?region=75", ["Le jardin", "La visite"]),
        ("?departement=64", ["La visite"]),
        ("?departement=974", ["Le film"]),
        ("?famille=oph", ["Le jardin", "La visite", "Le film"]),
        ("?acces=inscription", ["La visite"]),
        ("?acces=free", ["Le jardin", "Le film"]),
        ("?statut=complet", ["La visite"]),
        ("?public=tous", ["Le jardin", "La visite", "Le film"]),
        ("?q=VISÏTE", ["La visite"]),
        ("?q=pau deux rives", ["La visite"]),
        ("?bbox=-1,43,0,44", ["La visite"]),
        ("?region=75&acces=libre", ["Le jardin"]),
        ("?q=", ["Le jardin", "La visite", "Le film"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters(client: Client, query: str, expected: list[str]) -> None:
    assert titles(page(client, query)) == expected


@pytest.mark.usefixtures("three")
def test_filter_by_organisation(client: Client, org_a: Organisation, org_b: Organisation) -> None:
    assert len(titles(page(client, f"?organisme={org_a.siren}"))) == 3
    assert titles(page(client, f"?organisme={org_b.siren}")) == []


def test_event_of_several_days_is_found_on_each(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="L’exposition", starts_at=paris(7, 14), ends_at=paris(9, 18))

    found = {day: titles(page(client, f"?jour=2026-06-0{day}")) for day in (6, 7, 8, 9)}

    assert found == {6: [], 7: ["L’exposition"], 8: ["L’exposition"], 9: ["L’exposition"]}
    assert "En cours jusqu’au mar. 9 juin" in words(page(client, "?jour=2026-06-08"))
    assert "En cours jusqu’à 18 h" in words(page(client, "?jour=2026-06-09"))


def test_days_outside_the_edition(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Avant", **on(2))
    show(make_event, title="Pendant", **on(8))

    assert titles(page(client, "?jour=autres")) == ["Avant"]


@pytest.mark.parametrize(("moderation", "audience"), hidden_states())
def test_nothing_hidden_is_listed_or_counted(
    client: Client, make_event: MakeEvent, moderation: str, audience: str
) -> None:
    show(make_event, title="Un secret", moderation=moderation, audience=audience)

    html = page(client)

    assert "Un secret" not in html
    assert "Le programme est encore vide" in words(html)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("jour=2026-13-45", "« 2026-13-45 » n’est pas un jour"),
        ("theme=chats", "Cette édition n’a pas de thème « chats »."),
        ("region=72", "À la date de cette édition, aucune région ne portait le code « 72 »."),
        ("departement=99", "Aucun département ne porte le code « 99 »."),
        ("famille=x", "Aucune famille d’organismes ne s’appelle « x »."),
        ("organisme=123456789", "Aucun organisme n’a le SIREN « 123456789 »."),
        ("public=invitation", "« invitation » n’est pas un public de ce programme"),
        ("acces=gratuit", "« gratuit » n’est pas une façon d’entrer"),
        ("statut=draft", "« draft » n’est pas un statut"),
        ("q=!!!", "« !!! » ne peut pas être cherché"),
        ("bbox=1,2,3", "« 1,2,3 » n’est pas une partie de la carte"),
        ("page=zéro", "« zéro » n’est pas une page."),
        ("page=7", "Il n’y a pas de page 7 : voici la dernière."),
    ],
)
@pytest.mark.usefixtures("three")
def test_value_without_sense_is_left_out_and_said(client: Client, query: str, sentence: str) -> None:
    html = page(client, f"?{query}")

    assert sentence in words(html)
    assert titles(html) == ["Le jardin", "La visite", "Le film"]


@pytest.mark.usefixtures("three")
def test_facets_say_what_each_value_would_leave(client: Client) -> None:
    html = page(client, "?theme=patrimoine")

    assert boxes(html, "theme") == [
        ("vivre-ensemble", "1"),
        ("developpement-durable", "1"),
        ("patrimoine", "1"),
    ]
    assert boxes(page(client, "?acces=inscription"), "region") == []
    assert boxes(page(client), "region") == [("75", "2"), ("04", "1")]
    assert boxes(page(client), "statut") == [("prevu", "2"), ("complet", "1")]


@pytest.mark.usefixtures("three")
def test_days_keep_the_other_filters(client: Client) -> None:
    html = page(client, "?theme=patrimoine&jour=2026-06-08&page=2")

    assert '<a href="?jour=2026-06-09&amp;theme=patrimoine">' in html
    assert re.search(r'<a href="\?jour=2026-06-08&amp;theme=patrimoine" aria-current="date">', html)


@pytest.mark.usefixtures("three")
def test_chips_remove_one_filter_each(client: Client) -> None:
    html = page(client, "?theme=patrimoine&jour=2026-06-08")

    chips = re.findall(r'<a class="chip" href="([^"]+)">.*?</span>([^<]+)</a>', html)

    assert chips == [("?theme=patrimoine", "Lundi 8\u00a0juin"), ("?jour=2026-06-08", "Patrimoine")]


@pytest.mark.usefixtures("three")
def test_forms_keep_what_the_other_one_asked(client: Client, org_a: Organisation) -> None:
    html = page(client, f"?q=la&organisme={org_a.siren}&acces=inscription")

    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html)

    assert hidden == [
        ("organisme", org_a.siren), ("acces", "inscription"),  # in the form of words
        ("q", "la"), ("organisme", org_a.siren),  # in the form of boxes
    ]  # fmt: skip


def test_empty_day_names_the_nearest_days(client: Client, make_event: MakeEvent) -> None:
    for day in (6, 7, 13):
        show(make_event, **on(day))

    html = page(client, "?jour=2026-06-09")

    assert "Aucun événement ne répond à tous ces filtres" in words(html)
    assert re.findall(r'<a class="btn" href="\?jour=([\d-]+)"', html) == [
        "2026-06-06",
        "2026-06-07",
        "2026-06-13",
    ]


def test_pages_of_twenty(client: Client, make_event: MakeEvent) -> None:
    for number in range(21):
        show(make_event, title=f"Visite {number:02}", **on(8, hour=8))

    assert len(titles(page(client))) == 20
    assert titles(page(client, "?page=2")) == ["Visite 20"]
    assert "Page 2 sur 2" in words(page(client, "?page=2"))


def test_running_week_begins_with_today(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Hier", **on(9))
    show(make_event, title="Aujourd’hui", **on(10, hour=18))
    show(make_event, title="Demain", **on(11))
    show(make_event, title="Exposition", starts_at=paris(7), ends_at=paris(12))

    with clock.at(paris(10)):
        html = page(client)

    assert titles(html) == ["Aujourd’hui", "Exposition", "Demain", "Hier"]
    headings = re.findall(r'<h3 class="day">(.*?)</h3>', html)
    assert [words(heading) for heading in headings] == [
        "Mercredi 10 juin aujourd’hui",
        "Jeudi 11 juin",
        "Mardi 9 juin terminé",
    ]


def test_running_week_turns_the_page_between_coming_and_gone(client: Client, make_event: MakeEvent) -> None:
    for number in range(15):
        show(make_event, title=f"Hier {number:02}", **on(9))
        show(make_event, title=f"Demain {number:02}", **on(11))

    with clock.at(paris(10)):
        pages = [titles(page(client, f"?page={number}")) for number in (1, 2)]

    assert pages[0] == [f"Demain {n:02}" for n in range(15)] + [f"Hier {n:02}" for n in range(5)]
    assert pages[1] == [f"Hier {n:02}" for n in range(5, 15)]


def test_status_is_a_word_and_a_shape(client: Client, make_event: MakeEvent) -> None:
    show(make_event, status=Status.CANCELLED, status_note="L’animatrice est souffrante.")

    html = page(client)

    assert '<span class="state off">Annulé</span>' in html
    assert "L’animatrice est souffrante." in html


@pytest.mark.usefixtures("three")
def test_page_in_english(client: Client) -> None:
    text = words(page(client, "?jour=2026-06-08", url="/en/semaine-2026/programme/"))

    assert "1 event Monday 8 June" in text
    assert "10 am to noon Full La visite Pau" in text
    assert "Heritage" in text


@pytest.mark.usefixtures("three")
def test_addresses_of_the_page(client: Client) -> None:
    html = page(client, "?theme=patrimoine&utm_source=x")

    assert (
        '<link rel="canonical" href="http://localhost:8000/semaine-2026/programme/?theme=patrimoine">' in html
    )
    assert 'hreflang="en" href="http://localhost:8000/en/semaine-2026/programme/?theme=patrimoine"' in html
    assert "noindex" not in html
    assert "noindex" in page(client, "?q=jardin")


@pytest.mark.usefixtures("three")
def test_links_to_feeds_and_map_keep_the_filters(client: Client) -> None:
    html = page(client, "?theme=patrimoine&page=1")

    for address in (
        "programme.ics",
        "programme.rss",
        "programme.csv",
        "programme.json",
        "programme.geojson",
        "carte/",
    ):
        assert f'href="/semaine-2026/{address}?theme=patrimoine"' in html


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?theme=vivre-ensemble&jour=2026-06-08&q=jardin&departement=33"])
def test_number_of_queries(
    client: Client,
    make_event: MakeEvent,
    number: int,
    query: str,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for hour in range(number):
        show(make_event, **on(8, hour=10 + hour))

    with django_assert_num_queries(10):
        page(client, query)
    with django_assert_num_queries(7):
        page(client, query)
