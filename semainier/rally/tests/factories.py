"""Organisations, commitments, events and sendings for the tests of the reminders."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, ListedMember
from semainier.campaigns.services.members import list_members
from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.services.people import add_member
from semainier.organisations.siren import complete
from semainier.rally.builtin import MODELS
from semainier.rally.criteria import Choice, Criteria
from semainier.rally.models import MessageTemplate, Reason, Sending
from semainier.rally.services.sendings import Draft, confirm_sending, freeze, plan_of_draft
from semainier.territories.models import Department
from semainier.territories.queries import regions_by_department

EVERYWHERE = Reach(everything=True)
_numbers = count(1)


def make_member(name: str, department: str = "33", **fields: Any) -> Organisation:
    siren = complete(f"{50_000_000 + next(_numbers):08d}")
    values = {"department": Department.objects.get(code=department), "siren": siren, **fields}
    return create_organisation(name=name, by=None, **values)


def make_person(organisation: Organisation, email: str, role: str = "referent", **fields: Any) -> User:
    user, _new = User.objects.get_or_create(
        email=email, defaults={"name": email.partition("@")[0].title(), **fields}
    )
    add_member(organisation=organisation, user=user, role=role, by=None)
    return user


def list_all(edition: Edition, organisations: Iterable[Organisation]) -> None:
    day = dt.date(edition.starts_on.year, 1, 1)
    list_members(edition=edition, organisations=organisations, listed_on=day, by=None)


def commit(edition: Edition, organisation: Organisation) -> Commitment:
    return Commitment.objects.create(
        edition=edition,
        organisation=organisation,
        charter=edition.charters.get(),
        signer_name="A",
        signer_role="B",
        signed_at=clock.now(),
    )


def make_event(
    edition: Edition, organisation: Organisation, moderation: str = Moderation.DRAFT, **fields: Any
) -> Event:
    """Write an event straight into the table: Sunday 7 June, ten to twelve."""
    begins = fields.pop("starts_at", dt.datetime(2026, 6, 7, 10, tzinfo=clock.PARIS))
    said = {} if moderation == Moderation.DRAFT else {"submitted_at": clock.now()}
    if moderation == Moderation.PUBLISHED:
        said |= {"published_at": clock.now(), "theme": edition.themes.first()}
    values = {
        "title": "Un jardin partagé",
        "slug": f"evenement-{uuid4().hex[:12]}",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "first_day": begins.date(),
        "last_day": begins.date(),
        "department": organisation.department,
        "region": regions_by_department(edition.starts_on)[organisation.department_id],
    }
    return Event.objects.create(
        edition=edition, organisation=organisation, moderation=moderation, **{**values, **said, **fields}
    )


def make_template(**fields: Any) -> MessageTemplate:
    values = {"name": "Le nôtre", "matter": "commit", "subject": "Et vous ?", "text": "Bonjour {person},"}
    return MessageTemplate.objects.create(**{**values, **fields})


def draft_of(edition: Edition, code: str = "commit", **fields: Any) -> Draft:
    """Return a sending to everybody that is not confirmed yet, with a message of the product."""
    values = {
        "choice": Choice(),
        "matter": MODELS[code].matter if code in MODELS else code,
        "message": MODELS.get(code, MODELS["commit"]).template(),
        "audience": "Tous",
        "signature": "Fede\n{team}",
    }
    return Draft(edition=edition, **{**values, **fields})


def only(*organisations: Organisation) -> Choice:
    """Return what keeps the organisations that bear a tag of their own."""
    for organisation in organisations:
        organisation.tags.get_or_create(name="choisi")
    return Choice(Criteria(tags=("choisi",)))


def send(by: User, draft: Draft, *, reach: Reach = EVERYWHERE, key: str = "") -> Sending:
    """Confirm a sending with the number that it has now."""
    plan = plan_of_draft(draft, reach)
    return confirm_sending(
        draft=draft,
        reach=reach,
        organisations=plan.organisations,
        mails=plan.mails,
        key=key or str(uuid4()),
        by=by,
    )


def frozen(by: User, network: Any, *, code: str = "commit", **fields: Any) -> Sending:
    """Freeze a sending as if nothing had been sent before: what two people do who confirm at the same moment."""
    draft = draft_of(network.edition, code, **fields)
    plan = plan_of_draft(draft, EVERYWHERE)
    lines = [
        replace(line, reason="") if line.reason in {Reason.TOO_SOON, Reason.ENOUGH} else line
        for line in plan.lines
    ]
    return freeze(draft=draft, plan=plan, lines=lines, key=f"web:{uuid4()}", by=by)


def listed(edition: Edition, organisation: Organisation) -> ListedMember:
    return ListedMember.objects.get(edition=edition, organisation=organisation)
