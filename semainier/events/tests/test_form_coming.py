"""What the form asks about coming: online, price, access, partners, the conditions of the edition."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import update_edition
from semainier.events.forms.event import initial_of
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import missing_parts, set_co_organisers
from semainier.organisations.models import Organisation
from semainier.organisations.queries import member_named
from semainier.organisations.services.organisations import update_organisation

ClientOf = Callable[[User], Client]


@pytest.fixture
def declare(client_of: ClientOf, alice: User, committed: Edition, org_a: Organisation) -> Callable[..., Any]:
    """Return a function that posts the form of a new event; only the title is given unless named."""
    address = reverse("events:event_create", args=[org_a.pk, committed.slug])

    def post(**fields: Any) -> Any:
        basic = {"title": "Un débat", "audience": "public", "admission": "free", "mode": "on_site"}
        return client_of(alice).post(address, {**basic, "then": "draft", **fields})

    return post


def test_what_is_said_about_coming_is_kept(declare: Callable[..., Any]) -> None:
    declare(
        mode="both", online_url="https://direct.example/1", price="5 €", accessibility=["mi", "hi"],
        contact_email="questions@deux-rives.example", audience="residents",
    )  # fmt: skip

    event = Event.objects.get()
    assert (event.mode, event.online_url, event.price) == ("both", "https://direct.example/1", "5 €")
    assert (event.accessibility, event.audience) == (["mi", "hi"], "residents")
    assert event.contact_email == "questions@deux-rives.example"


def test_unknown_access_is_refused(declare: Callable[..., Any]) -> None:
    assert declare(accessibility=["xx"]).status_code == 422
    assert not Event.objects.exists()


def test_draft_may_leave_out_the_link(declare: Callable[..., Any]) -> None:
    assert declare(mode="online").status_code == 302


def test_preview_of_an_online_event_asks_for_its_link(declare: Callable[..., Any]) -> None:
    page = declare(mode="online", then="preview")

    assert page.status_code == 422
    assert "online_url" in page.context["form"].errors
    assert "town" not in page.context["form"].errors


def test_online_event_stands_at_its_organiser(declare: Callable[..., Any], org_a: Organisation) -> None:
    declare(mode="online", online_url="https://direct.example/1")

    assert Event.objects.get().department == org_a.department


@pytest.mark.parametrize("written", ["Le Toit des Flandres", "le toit des flandres", "siren"])
def test_partner_is_found_by_name_or_siren(
    declare: Callable[..., Any], org_b: Organisation, written: str
) -> None:
    declare(partners=org_b.siren if written == "siren" else written)

    assert list(Event.objects.get().co_organisers.all()) == [org_b]


def test_partner_that_is_not_found_is_named(declare: Callable[..., Any]) -> None:
    page = declare(partners="Le Toit de Nulle Part")

    assert page.status_code == 422
    assert "Le Toit de Nulle Part" in page.content.decode()


def test_name_of_two_members_stands_for_neither(org_a: Organisation, org_b: Organisation) -> None:
    update_organisation(organisation=org_b, by=None, name=org_a.name)

    assert member_named(org_a.name) is None
    assert member_named(org_a.siren) == org_a


def test_partners_are_shown_again_and_set_once(
    make_event: Callable[..., Event], org_b: Organisation, alice: User
) -> None:
    event = make_event()
    for _again in range(2):
        set_co_organisers(event=event, organisations=[org_b, event.organisation], by=alice)

    assert initial_of(event)["partners"] == org_b.siren
    assert AuditEntry.objects.filter(verb="event.co_organisers_set").count() == 1


@pytest.fixture
def demanding(committed: Edition) -> Edition:
    update_edition(
        edition=committed, by=None, condition_a="On peut visiter", condition_b="Ouvert aux habitants"
    )
    return committed


def test_conditions_are_asked_at_the_preview(demanding: Edition, declare: Callable[..., Any]) -> None:
    page = declare(then="preview", condition_a_met="on")

    assert "condition_a_met" not in page.context["form"].errors
    assert "condition_b_met" in page.context["form"].errors
    assert "Ouvert aux habitants" in page.content.decode()


def test_draft_may_leave_conditions_open(demanding: Edition, declare: Callable[..., Any]) -> None:
    assert declare(condition_a_met="on").status_code == 302
    assert (Event.objects.get().condition_a_met, Event.objects.get().condition_b_met) == (True, False)


def test_condition_that_is_not_met_keeps_an_event_from_being_submitted(
    demanding: Edition, make_event: Callable[..., Event]
) -> None:
    event = make_event(condition_a_met=True)

    assert missing_parts(event) == ["ce que l’édition demande à chaque événement"]
    assert missing_parts(make_event(title="Deux", condition_a_met=True, condition_b_met=True)) == []


def test_edition_without_conditions_asks_nothing(declare: Callable[..., Any]) -> None:
    page = declare(title="").content.decode()

    assert "Ce que l’édition demande" not in page


def test_public_page_says_how_to_come(make_event: Callable[..., Event], client: Client) -> None:
    event = make_event(mode="both", online_url="https://direct.example/1", price="5 €", accessibility=["mi"])
    Event.objects.filter(pk=event.pk).update(moderation=Moderation.PUBLISHED)

    page = client.get(reverse("events:event_public", args=[event.edition.slug, event.slug])).content.decode()

    assert 'href="https://direct.example/1"' in page
    assert "5\u00a0€" in page
    assert "Accessible en fauteuil roulant" in page
