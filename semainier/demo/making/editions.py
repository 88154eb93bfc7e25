"""What the three editions have in common: made, listed, invited, committed to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from semainier.campaigns.models import Campaign, Edition, ListedMember, Phase, Theme
from semainier.campaigns.services.editions import publish_charter, set_phase, set_themes
from semainier.campaigns.services.members import commit_organisation, invite_to_edition, list_members
from semainier.demo.making.agenda import Agenda, at, office_moment
from semainier.demo.making.people import People
from semainier.demo.words import themes_of, words
from semainier.organisations.models import Organisation


def make_themes(people: People, edition: Edition, key: str) -> dict[str, Theme]:
    """Give the edition its themes; return them by the subject of the ideas that stand under them."""
    rows = [{name: value for name, value in row.items() if name != "subject"} for row in themes_of(key)]
    made = set_themes(edition=edition, themes=rows, by=people.head)
    return dict(zip([row["subject"] for row in themes_of(key)], made, strict=True))


@dataclass
class Run:
    """One edition while it is made: its agenda, its themes, who has joined."""

    people: People
    campaign: Campaign
    edition: Edition
    themes: dict[str, Theme]
    agenda: Agenda = field(default_factory=Agenda)

    def list_everybody(self, day: dt.date) -> None:
        """Put every member on the list and publish the charter."""
        self.agenda.add(
            at(day),
            lambda: publish_charter(edition=self.edition, text=words()["charter"], by=self.people.head),
        )
        self.agenda.add(at(day, 10), lambda: self._list(day))

    def invite(self, organisations: Sequence[Organisation], day: dt.date) -> None:
        """Write to the organisations on that day."""
        wanted = [organisation.pk for organisation in organisations]
        self.agenda.add(at(day, 11), lambda: self._invite(wanted))

    def commit(self, organisation: Organisation, day: dt.date) -> dt.datetime:
        """Let an organisation join on that day; return the moment."""
        moment = office_moment(self.people.network.rng, day)
        self.agenda.add(moment, lambda: self._commit(organisation))
        return moment

    def move_to(self, phase: Phase, day: dt.date) -> None:
        """Move the edition to the phase early on that day."""
        self.agenda.add(
            at(day, 0, 30), lambda: set_phase(edition=self.edition, phase=phase, by=self.people.head)
        )

    def _list(self, day: dt.date) -> None:
        list_members(
            edition=self.edition,
            organisations=self.people.network.members,
            listed_on=day,
            by=self.people.head,
        )

    def _invite(self, wanted: list[int]) -> None:
        listed = ListedMember.objects.filter(edition=self.edition, organisation__in=wanted)
        for row in listed.select_related("organisation", "edition").order_by("pk"):
            invite_to_edition(listed=row, by=self.people.head)

    def _commit(self, organisation: Organisation) -> None:
        role = "director" if self.people.network.number_of(organisation) % 5 == 0 else "referent"
        signer = self.people.acting(organisation, role)
        commit_organisation(
            edition=self.edition,
            organisation=organisation,
            signer_role=self.people.signs_as(signer),
            by=signer,
            charter_version=1,
        )
