"""Two side by side: where they differ, which one stays, what would move."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.events.models import Event
from semainier.organisations.merging.services import merge
from semainier.organisations.models import Organisation, OrganisationMerge
from semainier.organisations.services.organisations import archive_organisation, update_organisation
from semainier.organisations.services.people import add_member


def url_of(one: Any, other: Any, kind: str = "organismes") -> str:
    return reverse("staff:duplicate_detail", args=[kind, one.pk, other.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_what_differs_comes_first(head: Client, org_a: Organisation, org_b: Organisation, alice: User):
    lines = head.get(url_of(org_a, org_b)).context["lines"]

    told = {line.label: (line.one, line.other) for line in lines}
    assert told["SIREN"] == (org_a.siren, org_b.siren)
    assert told["Personnes"] == ("Alice", "")
    order = [line.differs for line in lines]
    assert order == sorted(order, reverse=True)
    assert "Téléphone" not in told


def test_it_says_what_would_move_and_writes_nothing(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    make_event()
    make_event(title="Autre")

    page = head.get(url_of(org_a, org_b), {"garder": org_b.pk})

    rows = {row.words: (row.moved, row.aside) for row in page.context["preview"].rows}
    assert rows["événements"] == (2, 0)
    assert page.context["preview"].survivor == org_b
    assert not OrganisationMerge.objects.exists()


def test_what_the_survivor_takes_over_is_told(head: Client, org_a: Organisation, org_b: Organisation):
    update_organisation(organisation=org_b, by=None, phone="0556000000", dwellings=1200)

    fields = head.get(url_of(org_a, org_b), {"garder": org_a.pk}).context["preview"].fields

    assert [value for _name, value in fields] == ["0556000000", "1200"]


def test_the_one_in_use_is_proposed_and_the_other_can_be_chosen(
    head: Client, org_a: Organisation, org_b: Organisation
):
    def survivor(**said: Any) -> Organisation:
        return head.get(url_of(org_a, org_b), said).context["preview"].survivor

    assert (survivor(), survivor(garder=org_b.pk), survivor(garder="x")) == (org_a, org_b, org_a)
    update_organisation(organisation=org_a, by=None, siren="")
    assert survivor() == org_b
    archive_organisation(organisation=org_b, by=None)
    assert survivor() == org_a


def test_published_figures_of_a_closed_edition_are_said_to_stay(
    head: Client, committed: Edition, org_a: Organisation, org_b: Organisation
):
    assert head.get(url_of(org_a, org_b)).context["closed"] == []

    for phase in ("week", "counting", "frozen"):
        set_phase(edition=committed, phase=phase, by=None)

    page = head.get(url_of(org_a, org_b))
    assert page.context["closed"] == [committed.name]
    assert "chiffres publiés restent tels quels" in text_of(page)


def test_people_are_compared_too_and_addresses_and_passkeys_are_told(
    head: Client, alice: User, charlie: User, org_a: Organisation
):
    add_member(organisation=org_a, user=charlie, role="communicator", by=None)

    page = head.get(url_of(alice, charlie, "personnes"))

    assert {line.label: line.one for line in page.context["lines"]}["Nom"] == "Alice"
    assert [(row.moved, row.aside) for row in page.context["preview"].rows] == [(2, 0)]
    assert f"Le compte {alice.email} reprend l’autre, et {charlie.email} l’ouvre aussi" in text_of(page)


def test_what_cannot_be_merged_is_said_in_words(
    head: Client, org_a: Organisation, federation: Organisation, fede: User, alice: User
):
    page = text_of(head.get(url_of(org_a, federation)))
    assert "La fédération ne peut pas être fusionnée" in page
    assert reverse("staff:duplicate_merge", args=["organismes", org_a.pk, federation.pk]) not in page

    own = text_of(head.get(url_of(fede, alice, "personnes"), {"garder": alice.pk}))
    assert "Vous utilisez ce compte en ce moment" in own


def test_after_the_merge_it_says_so(head: Client, org_a: Organisation, org_b: Organisation):
    merge(survivor=org_a, loser=org_b, by=None)

    assert f"La fiche de {org_b.name} est déjà fusionnée avec celle de {org_a.name}" in text_of(
        head.get(url_of(org_a, org_b))
    )


def test_the_pair_can_be_called_different_from_here(head: Client, org_a: Organisation, org_b: Organisation):
    page = text_of(head.get(url_of(org_b, org_a)))

    assert f'name="paire" value="{org_b.pk}-{org_a.pk}"' in page


@pytest.mark.parametrize("kind", ["organismes", "personnes", "choses"])
def test_who_is_not_there_is_not_found(head: Client, org_a: Organisation, fede: User, kind: str):
    known = fede if kind == "personnes" else org_a

    for first, second in ((known.pk, 999_999), (999_999, known.pk), (known.pk, known.pk)):
        assert head.get(reverse("staff:duplicate_detail", args=[kind, first, second])).status_code == 404


def test_an_erased_person_is_not_found(head: Client, alice: User, bob: User):
    User.objects.filter(pk=bob.pk).update(erased_at=clock.now())

    assert head.get(url_of(alice, bob, "personnes")).status_code == 404


def test_only_who_keeps_the_registry_may_look(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation, org_b: Organisation
):
    for user in (alice, regina):
        assert client_of(user).get(url_of(org_a, org_b)).status_code == 403


def test_it_costs_the_same_whatever_moves(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    counts = []
    for n in range(3):
        make_event(title=f"Fête {n}")
        with CaptureQueriesContext(connection) as done:
            head.get(url_of(org_a, org_b))
        counts.append(len(done))

    assert counts[0] == counts[1] == counts[2] < 90
