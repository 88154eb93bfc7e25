"""Confirm, then merge."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.events.models import Event
from semainier.organisations.models import Organisation, OrganisationMerge, PersonMerge


def url_of(survivor: Any, loser: Any, kind: str = "organismes") -> str:
    return reverse("staff:duplicate_merge", args=[kind, survivor.pk, loser.pk])


def test_it_names_what_goes_over_and_writes_nothing(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    make_event()

    page = head.get(url_of(org_b, org_a))

    assert page.context["moved"] == sum(row.moved for row in page.context["preview"].rows) > 1
    assert f"Fusionner {org_a.name} avec {org_b.name}" in page.content.decode()
    assert not OrganisationMerge.objects.exists()


def test_the_button_merges_and_leads_to_the_merge(
    head: Client, fede: User, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    event = make_event()

    response = head.post(url_of(org_b, org_a))

    made = OrganisationMerge.objects.get()
    event.refresh_from_db()
    assert (made.survivor, made.loser, made.by, event.organisation) == (org_b, org_a, fede, org_b)
    assert response["Location"] == reverse("staff:merge_detail", args=["organismes", made.pk])


def test_old_addresses_lead_to_the_survivor(head: Client, org_a: Organisation, org_b: Organisation):
    head.post(url_of(org_b, org_a))

    for name in ("organisations:organisation_detail", "staff:organisation_edit"):
        page = head.get(reverse(name, args=[org_a.pk]))
        assert org_b.email in page.content.decode()


def test_a_merged_organisation_stands_in_the_archive_without_a_way_out(
    head: Client, org_a: Organisation, org_b: Organisation
):
    head.post(url_of(org_b, org_a))

    page = head.get(reverse("staff:organisation_list"), {"archives": "on"}).content.decode()

    assert f"fiche fusionnée avec {org_b.name}" in page
    assert reverse("staff:organisation_restore", args=[org_a.pk]) not in page


def test_two_accounts_become_one_in_the_list_of_people(head: Client, alice: User, charlie: User):
    head.post(url_of(alice, charlie, "personnes"))

    assert PersonMerge.objects.get().survivor == alice
    people = head.get(reverse("staff:person_list")).context["page_obj"]
    assert charlie not in people
    erase = head.get(reverse("staff:person_erase", args=[charlie.pk]))
    assert erase.context["person"] == alice


def test_a_refusal_is_a_page_in_words(
    head: Client, org_a: Organisation, association: Organisation, fede: User, alice: User
):
    response = head.post(url_of(org_a, association))
    assert (response.status_code, response["X-Error-Code"]) == (422, "merging.other_kind")

    response = head.post(url_of(alice, fede, "personnes"))
    assert (response.status_code, response["X-Error-Code"]) == (409, "merging.yourself")
    assert (
        "csrfmiddlewaretoken"
        not in head.get(url_of(org_a, association)).content.decode().partition("<main")[2]
    )
    assert not OrganisationMerge.objects.exists()


def test_the_second_of_two_clicks_changes_nothing(head: Client, org_a: Organisation, org_b: Organisation):
    answers = [head.post(url_of(org_a, org_b)).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert OrganisationMerge.objects.count() == 1


def test_only_who_keeps_the_registry_may_merge(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation, org_b: Organisation
):
    for user in (alice, regina):
        assert client_of(user).post(url_of(org_a, org_b)).status_code == 403
    assert not OrganisationMerge.objects.exists()
