"""An event of the first organisation that is published, beside the people who act: `python -m tests.e2e.scenery_published`.

After `scenery.begin`: the organisation has joined, its event takes place on two days of the week and has a co-organiser.
"""

import datetime as dt
import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.db import transaction  # noqa: E402 -- after django.setup

from semainier.accounts.models import User  # noqa: E402 -- after django.setup
from semainier.campaigns.models import Edition  # noqa: E402 -- after django.setup
from semainier.campaigns.services.members import commit_organisation  # noqa: E402 -- after django.setup
from semainier.core import clock  # noqa: E402 -- after django.setup
from semainier.events.services.declare import create_event, set_co_organisers  # noqa: E402 -- after django.setup
from semainier.events.services.moderation import publish_event, submit_event  # noqa: E402 -- after django.setup
from semainier.organisations.models import Organisation  # noqa: E402 -- after django.setup
from semainier.organisations.services.people import add_member  # noqa: E402 -- after django.setup
from semainier.territories.models import Commune  # noqa: E402 -- after django.setup
from tests.e2e.scenery import begin  # noqa: E402 -- after django.setup


@transaction.atomic
def publish() -> None:
    edition = Edition.objects.get()
    organisation, partner = Organisation.objects.filter(kind="member").order_by("pk")[:2]
    user = User(email="alice@membre.example", name="Alice")
    user.set_unusable_password()
    user.save()
    add_member(organisation=organisation, user=user, role="referent", by=None)
    commit_organisation(
        edition=edition, organisation=organisation, signer_role="Référente", by=user, charter_version=1
    )
    start = dt.datetime.combine(edition.starts_on, dt.time(10), tzinfo=clock.PARIS)
    days = [start, start + dt.timedelta(days=2)]
    event = create_event(
        edition=edition, organisation=organisation, by=user, title="Le jardin des voisins", theme=edition.themes.first(),
        description="Les habitants ouvrent leur jardin.", city="Lormont", commune=Commune.objects.get(code="33249"),
        place_confirmed_at=clock.now(), sessions=[(day, day + dt.timedelta(hours=2)) for day in days],
    )  # fmt: skip
    set_co_organisers(event=event, organisations=[partner], by=user)
    publish_event(event=submit_event(event=event, by=user), by=None)


if __name__ == "__main__":
    begin()
    publish()
