"""The dated member list of an edition."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.campaigns.services.members import invite_to_edition, list_members, remove_listed_member
from semainier.organisations.models import Organisation
from semainier.staff.tests.factories import content_of, make_members

URL = "staff:listed_member_list"


def names(head: Client, edition: Edition, **filters: str) -> list[str]:
    response = head.get(reverse(URL, args=[edition.slug]), filters)
    return [line.organisation.name for line in response.context["page_obj"]]


def fill(edition: Edition, organisations: list[Organisation]) -> None:
    list_members(edition=edition, organisations=organisations, listed_on=dt.date(2026, 1, 1), by=None)


def test_it_is_filtered_by_what_each_did(head: Client, committed: Edition, org_a: Organisation):
    invited, silent, mute = make_members(3, email="x@logis.example")
    Organisation.objects.filter(pk=mute.pk).update(email="")
    fill(committed, [invited, silent, mute])
    invite_to_edition(listed=committed.listed_members.get(organisation=invited), by=None)

    assert names(head, committed) == ["Habitat des Deux-Rives", "Logis 1", "Logis 2", "Logis 3"]
    assert names(head, committed, etat="joined") == [org_a.name]
    assert names(head, committed, etat="invited") == ["Logis 1"]
    assert names(head, committed, etat="to_invite") == ["Logis 2"]
    assert names(head, committed, etat="unreachable") == ["Logis 3"]


def test_it_is_searched_and_filtered_by_place_and_family(
    head: Client, committed: Edition, org_a: Organisation, org_b: Organisation
):
    fill(committed, [org_b])

    assert names(head, committed, q="flandres") == [org_b.name]
    assert names(head, committed, region="32") == [org_b.name]
    assert names(head, committed, famille="oph") == [org_a.name, org_b.name]
    assert names(head, committed, famille="-") == []


def test_who_was_taken_off_is_apart_and_comes_back(head: Client, committed: Edition, org_a: Organisation):
    listed = committed.listed_members.get()
    remove_listed_member(listed=listed, on=dt.date(2026, 5, 20), by=None)
    assert (names(head, committed), names(head, committed, etat="removed")) == ([], [org_a.name])

    head.post(reverse("staff:listed_member_relist", args=[committed.slug, listed.pk]))

    assert names(head, committed) == [org_a.name]


def test_it_says_who_is_missing_and_how_to_begin(
    head: Client, edition: Edition, org_a: Organisation, org_b: Organisation
):
    add = reverse("staff:listed_member_add", args=[edition.slug])
    assert add in head.get(reverse(URL, args=[edition.slug])).content.decode()

    fill(edition, [org_a])

    assert (
        "1 membre actif n’est pas sur la liste"
        in head.get(reverse(URL, args=[edition.slug])).content.decode()
    )


def test_the_export_keeps_the_filters(head: Client, committed: Edition, org_a: Organisation):
    url = reverse("staff:listed_member_export", args=[committed.slug])

    lines = content_of(head.get(url, {"etat": "joined"})).splitlines()

    assert lines[1] == f"{org_a.siren};{org_a.name};oph;Nouvelle-Aquitaine;33;{org_a.email};2026-01-01;;;oui"
    assert len(content_of(head.get(url, {"etat": "invited"})).splitlines()) == 1


def test_it_costs_the_same_for_one_line_and_for_three(
    head: Client, committed: Edition, django_assert_num_queries: Any
):
    with django_assert_num_queries(10):
        assert len(names(head, committed)) == 1
    fill(committed, make_members(2))
    with django_assert_num_queries(10):
        assert len(names(head, committed)) == 3
