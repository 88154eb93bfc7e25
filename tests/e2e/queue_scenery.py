"""Thirty events that wait for the coordinator of a region, on top of scenery.py; run as a module after `begin`."""

import datetime as dt

from tests.e2e import scenery  # sets Django up

from django.db import transaction  # isort: skip

from semainier.accounts.models import User  # isort: skip
from semainier.campaigns.models import Edition  # isort: skip
from semainier.campaigns.services.members import commit_organisation  # isort: skip
from semainier.core import clock  # isort: skip
from semainier.events.models import Event  # isort: skip
from semainier.events.services.declare import create_event, update_event  # isort: skip
from semainier.events.services.moderation import publish_event, submit_event  # isort: skip
from semainier.organisations.models import Organisation  # isort: skip
from semainier.organisations.services.people import add_member  # isort: skip
from semainier.territories.models import Commune  # isort: skip

WAITING = 30


@transaction.atomic
def fill() -> None:
    edition, organisation = Edition.objects.get(), Organisation.objects.get(name=scenery.MEMBERS[0][0])
    person = User(email="alice@membre.example", name="Alice")
    person.set_unusable_password()
    person.save()
    add_member(organisation=organisation, user=person, role="referent", by=None)
    commit_organisation(
        edition=edition, organisation=organisation, signer_role="Référente", by=person, charter_version=1
    )
    for number in range(WAITING):
        with clock.at(clock.now() - dt.timedelta(minutes=WAITING - number)):
            submit_event(event=_draft(edition, organisation, number), by=person)
    changed = publish_event(
        event=submit_event(event=_draft(edition, organisation, WAITING), by=person), by=None
    )
    update_event(event=changed, by=person, venue="Salle des fêtes")


def _draft(edition: Edition, organisation: Organisation, number: int) -> Event:
    first = dt.datetime.combine(edition.starts_on, dt.time(9), clock.PARIS) + dt.timedelta(hours=number)
    return create_event(
        edition=edition, organisation=organisation, by=None, title=f"Rencontre numéro {number + 1}",
        description="Les habitants ouvrent leur jardin et partagent leur récolte.",
        theme=edition.themes.first(), starts_at=first, ends_at=first + dt.timedelta(hours=2),
        venue="Jardin du bâtiment C", city="Lormont", commune=Commune.objects.get(code="33249"),
        place_confirmed_at=clock.now(),
    )  # fmt: skip


if __name__ == "__main__":
    fill()
