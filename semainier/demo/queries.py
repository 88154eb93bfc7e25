"""Reads: whose database this is, and what the page of people shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.roles import ROLES, Place, Role
from semainier.demo.cast import PARTS, Part
from semainier.demo.models import DemoMark, DemoPerson
from semainier.events.models import Event, Moderation
from semainier.events.services.outcomes import outcome_token
from semainier.organisations.models import Invitation, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whom a visitor may become, for whom she acts, in which role."""

    part: Part
    user: User
    role: Role
    organisations: list[str]


def is_demo() -> bool:
    """Whether the database bears the mark; works before the migrations too. Two queries."""
    has_table = DemoMark._meta.db_table in connection.introspection.table_names()
    return has_table and DemoMark.objects.exists()


def is_foreign() -> bool:
    """Whether the database holds what the generator did not make; works before the migrations too.

    Tables of other programs count; so do people, organisations, editions without the mark. Five queries.
    """
    if is_demo():
        return False
    tables = set(connection.introspection.table_names())
    ours = {*connection.introspection.django_table_names(), "django_migrations"}
    roots = (User, Organisation, Edition)
    return bool(tables - ours) or any(
        root._meta.db_table in tables and root.objects.exists() for root in roots
    )


def players(mark: DemoMark) -> dict[Place, list[Player]]:
    """Return who may be played at the stage of the demonstration, by place. Two queries."""
    people = list(DemoPerson.objects.select_related("user").filter(part__in=PARTS, user__is_active=True))
    held: dict[int, list[Membership]] = {}
    active = Membership.objects.filter(ended_at__isnull=True, user__in=[person.user_id for person in people])
    for membership in active.select_related("organisation").order_by("pk"):
        held.setdefault(membership.user_id, []).append(membership)
    found: dict[Place, list[Player]] = {place: [] for place in Place}
    for person in sorted(people, key=lambda person: list(PARTS).index(person.part)):
        part, memberships = PARTS[person.part], held.get(person.user_id, [])
        if mark.stage in part.stages and memberships:
            names = list(dict.fromkeys(membership.organisation.name for membership in memberships))
            found[part.place].append(Player(part, person.user, ROLES[memberships[0].role], names))
    return found


def invited_address() -> str:
    """Return the address of somebody who was invited and has not signed in; empty when she has. One query."""
    waiting = Invitation.objects.filter(
        role="communicator", accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    return waiting.values_list("email", flat=True).order_by("-pk").first() or ""


def outcome_address() -> str:
    """Return the address that tells how an event went without signing in; empty when all is told."""
    over = Event.objects.published().filter(
        edition__is_current=True, outcome_asked_at__isnull=False, outcome__isnull=True
    )
    event = over.order_by("-ends_at", "pk").first()
    return reverse("events:outcome_give", args=[outcome_token(event)]) if event else ""


def editions() -> Iterator[Edition]:
    """Return the editions, oldest first; `published` public events, `joined` organisations. One query."""
    shown = Q(events__moderation=Moderation.PUBLISHED, events__audience="public")
    standing = Q(commitments__withdrawn_at__isnull=True)
    counted = Edition.objects.visible().annotate(
        published=Count("events", filter=shown, distinct=True),
        joined=Count("commitments", filter=standing, distinct=True),
    )
    return iter(counted.order_by("starts_on"))
