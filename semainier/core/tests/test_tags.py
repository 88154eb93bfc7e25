"""The tags of all pages."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from semainier.core import registry
from semainier.core.permissions import Permission


def render(source: str, path: str = "/", user: object = None, **context: object) -> str:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return engines["django"].from_string(source).render(context, request)


@pytest.fixture
def menu_of_three(monkeypatch) -> None:
    entries = [
        registry.MenuEntry("desk", "Guide", "core:styleguide", Permission.EVENT_MODERATE, 2),
        registry.MenuEntry("desk", "Caché", "core:styleguide", Permission.AUDIT_VIEW, 1),
        registry.MenuEntry("desk", "Absent", "core:nothing", Permission.EVENT_MODERATE, 3),
    ]
    monkeypatch.setattr(registry, "menu", entries)
    monkeypatch.setattr(
        registry, "holds_anywhere", [lambda _user, permission: permission == Permission.EVENT_MODERATE]
    )


MENU = """{% menu "desk" as links %}{% for link in links %}\
{{ link.label }} {{ link.url }} {{ link.current }};{% endfor %}"""


def test_menu_shows_what_the_person_may_open(menu_of_three) -> None:
    assert render(MENU) == "Guide /styleguide/ ;"


def test_menu_marks_the_page_and_the_section(menu_of_three) -> None:
    assert render(MENU, "/styleguide/") == "Guide /styleguide/ page;"
    assert render(MENU, "/styleguide/more/") == "Guide /styleguide/ true;"


def test_public_menu_needs_an_edition() -> None:
    source = '{% menu "public" as links %}{{ links|length }}'

    assert int(render(source, edition=SimpleNamespace(slug="semaine-2013"))) > int(render(source))


def test_menu_without_a_request_is_empty(menu_of_three) -> None:
    template = engines["django"].from_string(MENU)

    assert template.render({}) == ""


def test_language_link_leads_to_the_same_page() -> None:
    assert 'href="/en/styleguide/?page=week"' in render("{% language_link %}", "/styleguide/?page=week")
    with translation.override("en"):
        html = render("{% language_link %}", "/en/styleguide/")
    assert html == '<a href="/styleguide/" hreflang="fr" lang="fr" rel="alternate">Français</a>'


def test_state_escapes_its_word() -> None:
    assert render('{% state "yes" word %}', word="<b>") == '<span class="state yes">&lt;b&gt;</span>'


def test_meter_is_drawn_in_numbers_of_machines() -> None:
    html = render("{% meter 0.361 0.2 %}{% meter 7 %}")

    assert '<rect width="36.1" height="12"/><rect class="was" x="20.0"' in html
    assert '<rect width="100.0" height="12"/></svg>' in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ day|day }}", "samedi 8\u00a0juin"),
        ('{{ day|day:"short" }}', "sam. 8\u00a0juin"),
        ('{{ day|day:"year,noweekday" }}', "8\u00a0juin 2013"),
        ("{{ moment|day }}", "samedi 8\u00a0juin"),
        ("{{ moment|hour }}", "10\u00a0h"),
        ("{{ moment.time|hour }}", "10\u00a0h"),
        ("{{ big|number }}", "18\u202f700"),
        ("{{ ratio|percent }}", "29,1\u202f%"),
        ("{{ ratio|machine }}", "0.2909"),
        ("{{ names|listing }}", "A et B"),
        ("{{ typed|typo }}", "Vraiment\u202f?"),
        ("{% days day day year=False %}", "8\u00a0juin"),
        ('{% span moment moment "UTC" %}', "samedi 8\u00a0juin, à 10\u00a0h"),
        ('{% plural big "jour" "jours" %}', "18\u202f700\u00a0jours"),
        ('{% asset "core/semainier.css" %}', "/static/core/semainier.css"),
        ("{{ big }}", "18700"),  # a key in a link is not grouped like a figure
    ],
)
def test_tag(source, expected) -> None:
    moment = dt.datetime(2013, 6, 8, 10, tzinfo=dt.UTC)
    values = {
        "day": moment.date(),
        "moment": moment,
        "big": 18700,
        "ratio": 0.2909,
        "names": ["A", "B"],
        "typed": "Vraiment ?",
    }

    assert render(source, **values) == expected


def test_age_is_counted_from_the_clock(frozen_clock) -> None:
    assert render("{{ since|age }}", since=frozen_clock - dt.timedelta(days=4)) == "4\u00a0jours"


def test_asset_stands_when_the_manifest_is_missing(settings, tmp_path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    settings.DEBUG = False

    assert render('{% asset "core/semainier.css" %}') == "/static/core/semainier.css"
