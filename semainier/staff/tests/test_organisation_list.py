"""The registry of members: searched, filtered, exported, restored from the archive."""

import io
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.imports import import_organisations
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import archive_organisation
from semainier.staff.tests.factories import content_of, make_members

URL = "staff:organisation_list"


def names(response: Any) -> list[str]:
    return [organisation.name for organisation in response.context["page_obj"]]


def test_it_is_searched_and_filtered(head: Client, alice: User, org_a: Organisation, org_b: Organisation):
    def found(**filters: str) -> list[str]:
        return names(head.get(reverse(URL), filters))

    assert found() == [org_a.name, org_b.name]
    assert found(q="deux rives") == [org_a.name]
    assert found(q=org_b.siren) == [org_b.name]
    assert found(region="32") == [org_b.name]
    assert found(famille="oph") == [org_a.name, org_b.name]
    assert found(famille="-") == []
    assert found(personnes="none") == [org_b.name]
    assert found(personnes="some") == [org_a.name]
    assert found(famille="nonsense") == [org_a.name, org_b.name]


def test_the_archive_is_apart_and_an_organisation_comes_back(head: Client, org_a: Organisation):
    archive_organisation(organisation=org_a, by=None)
    assert names(head.get(reverse(URL))) == []
    assert names(head.get(reverse(URL), {"archives": "on"})) == [org_a.name]

    head.post(reverse("staff:organisation_restore", args=[org_a.pk]))

    assert names(head.get(reverse(URL))) == [org_a.name]


def test_without_a_member_it_leads_to_the_import(head: Client):
    page = head.get(reverse(URL)).content.decode()

    assert reverse("staff:import_create") in page
    assert "Aucun organisme pour l’instant" in page
    assert "ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_the_export_keeps_the_filters_and_comes_back_unchanged(
    head: Client, org_a: Organisation, org_b: Organisation
):
    content = content_of(head.get(reverse("staff:organisation_export"), {"region": "75"}))

    assert content.splitlines()[1].split(";")[:6] == [
        org_a.siren, org_a.name, org_a.legal_name, "oph", "75", "33",
    ]  # fmt: skip
    assert len(content.splitlines()) == 2
    report = import_organisations(file=io.BytesIO(content.encode()), by=None)
    assert report.counts["unchanged"] == 1


def test_it_costs_the_same_for_one_member_and_for_three(
    head: Client, federation: Organisation, django_assert_num_queries: Any
):
    make_members(1)
    with django_assert_num_queries(9):
        assert len(names(head.get(reverse(URL)))) == 1
    Organisation.objects.members().delete()
    make_members(3)
    with django_assert_num_queries(9):
        assert len(names(head.get(reverse(URL)))) == 3
