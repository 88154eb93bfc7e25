"""Rows of every table that a merge moves, made from three numbers each, and the content of all tables as one value."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, transaction

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, ContactNote, Edition, HelpRequest, ListedMember
from semainier.core import clock
from semainier.demo.models import DemoPerson
from semainier.events.models import Event, Preset, Source, Trust
from semainier.events.services.declare import search_text_of
from semainier.mailings.models import Mail
from semainier.organisations.models import (
    Alias,
    AssociationTerritory,
    Invitation,
    Membership,
    Organisation,
    Succession,
)
from semainier.organisations.services.organisations import create_organisation
from semainier.rally.models import MessageTemplate, OrganisationTag, Recipient, Segment, Sending
from semainier.territories.models import Department
from semainier.territories.queries import region_of

ROLES = ("referent", "communicator", "director")
# What a merge and its undoing may add to: what was done, and the signs of searching and working.
GROWING = {"audit.AuditEntry", "organisations.OrganisationMerge", "organisations.PersonMerge"}


@dataclass
class World:
    """Three organisations and three people of one edition."""

    edition: Edition
    organisations: list[Organisation]
    people: list[User]


def make_world(edition: Edition) -> World:
    department = Department.objects.get(code="33")
    organisations = [
        create_organisation(name=f"Logis {n}", legal_name=f"Société {n}", department=department, by=None)
        for n in range(3)
    ]
    people = [User.objects.create(email=f"p{n}@w.example", name=f"P {n}" if n else "") for n in range(3)]
    return World(edition, organisations, people)


def everything() -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Return every row of every table, those of ManyToManyFields too, by its key."""
    return {
        model._meta.label: {
            row[0]: row for row in model._meta.base_manager.values_list("pk", *columns(model))
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in GROWING
    }


def columns(model: Any) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields]


def listed(w: World, o: Organisation, p: User, n: int) -> None:
    """A line on the list, the follow-up of a person, and a note that hangs on the line."""
    day = dt.date(2026, 1, 1 + n)
    values = {
        "department": o.department,
        "region_id": region_of("33", day).pk,
        "listed_on": day,
        "followed_by": p if n != 1 else None,
    }
    line, _made = ListedMember.objects.get_or_create(
        edition=w.edition, organisation=o, defaults={**values, "invited_at": clock.now() if n == 2 else None}
    )
    ContactNote.objects.create(listed=line, words=f"note {n}", by=p)


def event(w: World, o: Organisation, p: User, n: int) -> None:
    made = Event.objects.create(
        edition=w.edition, organisation=o, title="Fête", slug=f"fete-{Event.objects.count()}", claimed_by=p,
        claimed_at=clock.now(),
    )  # fmt: skip
    made.search_text = search_text_of(made)
    made.save()
    made.co_organisers.set([one for one in w.organisations[: n + 1] if one != o])


def mail(_w: World, o: Organisation, p: User, n: int) -> None:
    Mail.objects.create(message_id=f"{Mail.objects.count()}@w", kind="x", user=p, organisation_id=o.pk)


def membership(_w: World, o: Organisation, p: User, n: int) -> None:
    made = Membership.objects.create(user=p, organisation=o, role=ROLES[n])
    Invitation.objects.create(
        organisation=o, role=ROLES[n], email="z@w.example", token_hash=f"t{made.pk}", invited_by=p, replaces=made,
        expires_at=clock.now(),
    )  # fmt: skip


def address(_w: World, _o: Organisation, p: User, n: int) -> None:
    EmailAddress.objects.create(user=p, email=f"other{n}@w.example", primary=n == 0, verified=n == 1)


def older_merge(w: World, o: Organisation, p: User, n: int) -> None:
    create_organisation(name=f"Ancien {n}", department=o.department, by=None)
    Organisation.objects.filter(name=f"Ancien {n}").update(merged_into=o, archived_at=clock.now())
    User.objects.create(email=f"old{User.objects.count()}@w.example", is_active=False, merged_into=p)


def succession(w: World, o: Organisation, _p: User, n: int) -> None:
    Succession.objects.create(predecessor=o, successor=w.organisations[n], on=dt.date(2020, 1, 1))


def rest(w: World, o: Organisation, p: User, n: int) -> None:
    """The tables of one line each."""
    Source.objects.create(edition=w.edition, organisation=o, kind="sheet", name=f"s{n}")
    Preset.objects.create(association=o, action="refuse", label=f"l{n}", text="…")


def alias(_w: World, o: Organisation, _p: User, n: int) -> None:
    Alias.objects.create(organisation=o, name=("Le Toit", "Logis 1", "Autre")[n])


def territory(_w: World, o: Organisation, _p: User, n: int) -> None:
    since = None if n else dt.date(2020, 1, 1)
    AssociationTerritory.objects.create(association=o, department_id=("24", "33", "33")[n], valid_from=since)


def help_wanted(w: World, o: Organisation, p: User, n: int) -> None:
    HelpRequest.objects.create(
        edition=w.edition, organisation=o, need=("ideas", "press", "other")[n], asked_by=p
    )


def commitment(w: World, o: Organisation, p: User, n: int) -> None:
    Commitment.objects.create(
        edition=w.edition, organisation=o, charter=w.edition.charters.get(), signed_by=p, signer_name="P",
        signer_role="R", withdrawn_at=clock.now() if n == 2 else None,
    )  # fmt: skip


def trust(_w: World, o: Organisation, p: User, n: int) -> None:
    Trust.objects.create(organisation=o, given_by=p, ended_at=clock.now() if n == 2 else None)


def part(_w: World, _o: Organisation, p: User, n: int) -> None:
    DemoPerson.objects.create(part=f"part-{DemoPerson.objects.count()}", user=p)


def rallied(w: World, o: Organisation, p: User, n: int) -> None:
    """What is kept to write to organisations, and what was written."""
    OrganisationTag.objects.create(organisation=o, name=f"mot {n}")
    Segment.objects.create(edition=w.edition, association=o, name=f"s{n}")
    MessageTemplate.objects.create(association=o, name=f"m{n}", subject="…", text="…")
    sending = Sending.objects.create(
        edition=w.edition, association=o, subject="…", text="…", leaves_at=clock.now()
    )
    Recipient.objects.create(sending=sending, organisation=o, user=p, email=p.email, leaves_at=clock.now())


Maker = Callable[[World, Organisation, User, int], None]
MAKERS: list[Maker] = [
    listed, event, mail, membership, address, older_merge, succession, rest, alias, territory, help_wanted, commitment,
    trust, part, rallied,
]  # fmt: skip


def make_row(world: World, maker: int, organisation: int, person: int, variant: int) -> None:
    """Make a row, unless a constraint of its table forbids it."""
    try:
        with transaction.atomic():
            MAKERS[maker](world, world.organisations[organisation], world.people[person], variant)
    except IntegrityError:
        return
