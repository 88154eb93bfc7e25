"""Who opens which page of the back office."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.events.models import Source
from semainier.organisations.models import Organisation
from semainier.staff.access import get_family, get_import_run, get_listed_member, get_person, get_source
from semainier.staff.tests.factories import content_of, make_run

READ = (
    "edition_list", "edition_create", "organisation_list", "organisation_export", "organisation_create",
    "association_list", "association_create", "family_list", "family_create", "import_list", "import_create", "source_list",
    "person_list", "journal", "journal_export",
)  # fmt: skip
OF_EDITION = (
    "edition_detail", "edition_edit", "edition_themes", "edition_goals", "edition_charter",
    "edition_identity", "edition_identity_css", "listed_member_list", "listed_member_export", "listed_member_add",
    "listed_member_invite",
)  # fmt: skip
OF_MEMBER = ("organisation_edit", "organisation_archive")
POSTED = ("edition_make_current",)


@pytest.fixture
def pages(
    committed: Edition, org_a: Organisation, association: Organisation, fede: User, alice: User
) -> dict[str, str]:
    """Every page by its name, with what it is about."""
    run, listed = make_run(fede), committed.listed_members.get()
    source = Source.objects.create(
        edition=committed, kind="icalendar", name="Ville", url="https://ville.example/"
    )
    arguments: dict[str, list[Any]] = {
        **{name: [] for name in READ},
        **{name: [committed.slug] for name in (*OF_EDITION, *POSTED)},
        **{name: [org_a.pk] for name in (*OF_MEMBER, "organisation_restore")},
        "edition_phase": [committed.slug, "week"],
        "listed_member_remove": [committed.slug, listed.pk],
        "listed_member_relist": [committed.slug, listed.pk],
        "association_edit": [association.pk],
        "family_edit": ["oph"],
        "family_delete": ["oph"],
        "import_model": ["events"],
        **{name: [source.pk] for name in ("source_read", "source_forget")},
        **{name: [run.pk] for name in ("import_detail", "import_refused", "import_apply")},
        **{name: [alice.pk] for name in ("person_export", "person_erase")},
    }
    return {name: reverse(f"staff:{name}", args=values) for name, values in arguments.items()}


@pytest.mark.parametrize("role", ["alice", "bob", "charlie", "regina"])
def test_only_the_head_office_opens_the_back_office(
    role: str, pages: dict[str, str], request: pytest.FixtureRequest, client_of: Callable[[User], Client]
):
    client = client_of(request.getfixturevalue(role))

    answers = {
        name: (client.get(url).status_code, client.post(url).status_code) for name, url in pages.items()
    }

    assert answers == dict.fromkeys(pages, (403, 403))


def test_who_is_not_signed_in_is_asked_to(pages: dict[str, str], client: Client):
    answers = {client.get(url)["Location"].split("?")[0] for url in pages.values()}

    assert answers == {reverse("account_login")}


def test_the_head_office_opens_every_page(
    pages: dict[str, str], fede: User, client_of: Callable[[User], Client]
):
    client = client_of(fede)

    responses = {name: client.get(url) for name, url in pages.items()}

    answers = {name: response.status_code for name, response in responses.items()}
    assert not [name for name, response in responses.items() if "[undefined" in content_of(response)]
    only_posted = {
        "edition_make_current",
        "organisation_restore",
        "listed_member_relist",
        "import_apply",
        "source_read",
    }
    assert answers == {name: 405 if name in only_posted else 200 for name in pages}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("edition_detail", ["semaine-1900"]),
        ("edition_phase", ["semaine-2026", "sleeping"]),
        ("organisation_edit", [999]),
        ("association_edit", [999]),
        ("family_edit", ["nothing"]),
        ("import_detail", [999]),
        ("source_forget", [999]),
        ("import_model", ["people"]),
        ("person_erase", [999]),
        ("listed_member_remove", ["semaine-2026", 999]),
    ],
)
def test_what_does_not_exist_is_not_found(
    name: str, arguments: list[Any], edition: Edition, fede: User, client_of: Callable[[User], Client]
):
    assert client_of(fede).get(reverse(f"staff:{name}", args=arguments)).status_code == 404


def test_a_page_is_for_its_kind_of_organisation(
    org_a: Organisation, association: Organisation, fede: User, client_of: Callable[[User], Client]
):
    client = client_of(fede)

    assert client.get(reverse("staff:association_edit", args=[org_a.pk])).status_code == 404
    assert client.get(reverse("staff:organisation_edit", args=[association.pk])).status_code == 404


def test_the_doors_are_closed_to_who_lacks_the_right(
    committed: Edition, org_a: Organisation, fede: User, alice: User
):
    run, listed = make_run(fede), committed.listed_members.get()
    source = Source.objects.create(edition=committed, kind="icalendar", name="Ville")
    doors = (
        lambda user: get_import_run(user, run.pk),
        lambda user: get_source(user, source.pk),
        lambda user: get_family(user, "oph"),
        lambda user: get_listed_member(user, committed, listed.pk),
        lambda user: get_person(user, fede.pk),
    )

    assert [door(fede) for door in doors] == [run, source, org_a.family, listed, fede]
    for door in doors:
        with pytest.raises(Http404):
            door(alice)
