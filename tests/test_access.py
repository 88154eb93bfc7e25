"""Every address with every role: strangers are sent to sign in, roles without the permission are refused, nothing breaks."""

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.permissions import Permission
from semainier.core.roles import ROLES
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, submit_event
from semainier.events.services.outcomes import outcome_token
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person
from tests.tree import ROOT, Route, routes

ROLE_NAMES = {
    "communicator": "communicator",
    "referent": "referent",
    "coordinator": "coordinator",
    "head": "head",
    "stranger": "referent",
}
Cast = dict[str, User]


@pytest.fixture
def cast(alice: User, bob: User, charlie: User, regina: User, fede: User) -> Cast:
    return {"referent": alice, "communicator": bob, "stranger": charlie, "coordinator": regina, "head": fede}


@pytest.fixture
def values(
    committed: Edition, org_a: Organisation, alice: User, make_event: Callable[..., Event], fede: User
) -> dict[str, Any]:
    """One value for each parameter of an address: a submitted event of organisation A and what belongs to it."""
    event = submit_event(event=make_event(), by=alice)
    shown = publish_event(event=submit_event(event=make_event(title="Le bal des voisins"), by=alice), by=fede)
    invitation, secret = invite_person(organisation=org_a, email="x@a.example", role="communicator", by=alice)
    return {
        "organisation_id": org_a.pk,
        "edition": committed.slug,
        "uid": event.uid,
        "slug": shown.slug,
        "membership_id": alice.memberships.get().pk,
        "invitation_id": invitation.pk,
        "organisations:token": secret,
        "mailings:token": "no-such-link",
        "events:token": outcome_token(shown),
    }


def url_of(route: Route, values: dict[str, Any]) -> str:
    names = [part.split(":")[-1] for part in re.findall(r"<([^>]+)>", route.path)]
    arguments = {name: values.get(f"{route.namespace}:{name}", values.get(name, 1)) for name in names}
    return reverse(route.full_name, kwargs=arguments)


def pages() -> list[Any]:
    return [pytest.param(route, id=route.full_name) for route in routes()]


def refused(route: Route, role: str) -> bool:
    access = getattr(route.wrapped, "access", None)
    return isinstance(access, Permission) and access not in ROLES[ROLE_NAMES[role]].permissions


def answer(route: Route, user: User, values: dict[str, Any]) -> str:
    """Say in a word how a page answers to a person."""
    client = Client()
    client.force_login(user)
    response = client.get(url_of(route, values))
    if response.get("X-Error-Code") == "access.denied":
        return "refused" if response.status_code == 403 else f"refused with {response.status_code}"
    content = (b"" if response.streaming else response.content).decode(errors="replace")
    return "broken" if response.status_code >= 500 or "[undefined" in content else "answered"


@pytest.mark.parametrize("route", pages())
def test_stranger_without_session_is_sent_to_sign_in(route: Route, values: dict[str, Any]) -> None:
    response = Client().get(url_of(route, values))

    asked = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    assert asked == (getattr(route.wrapped, "access", None) != "public")
    assert response.status_code < 500


@pytest.mark.parametrize("route", pages())
def test_each_role_opens_what_its_permissions_allow(route: Route, cast: Cast, values: dict[str, Any]) -> None:
    answers = {role: answer(route, user, values) for role, user in cast.items()}

    assert answers == {role: "refused" if refused(route, role) else "answered" for role in cast}


@pytest.mark.parametrize("role", ["communicator", "referent", "coordinator"])
def test_what_belongs_to_another_organisation_is_not_found(
    role: str, cast: Cast, org_b: Organisation
) -> None:
    client = Client()
    client.force_login(cast[role])

    answers = {
        route.full_name: client.get(
            url_of(route, {"organisation_id": org_b.pk, "edition": "semaine-2026"})
        ).status_code
        for route in routes()
        if route.path.startswith("espace/organismes/<int:organisation_id>/") and route.path.count("<") == 1
    }

    assert set(answers.values()) == {404}


def test_document_of_permissions_is_up_to_date() -> None:
    result = subprocess.run(
        [sys.executable, "scripts/permissions.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout
