"""The people who act: found when they are first needed, each with an address at her organisation."""

from dataclasses import dataclass, field

from semainier.accounts.models import User
from semainier.accounts.services import get_or_create_user, update_profile
from semainier.core import clock
from semainier.demo.making.agenda import at
from semainier.demo.making.naming import PersonName
from semainier.demo.making.network import MERGED_ON, Network
from semainier.demo.words import associations, words
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member


@dataclass
class People:
    """Who acts for whom."""

    network: Network
    head: User
    _acting: dict[tuple[int, str], User] = field(default_factory=dict)
    _signs_as: dict[int, str] = field(default_factory=dict)

    def acting(self, organisation: Organisation, role: str) -> User:
        """Return who holds the role in the organisation; she is made when nobody does."""
        key = (organisation.pk, role)
        if key not in self._acting:
            self._begin(organisation, role, self.network.naming.person())
        return self._acting[key]

    def play(self, part: str, organisation: Organisation, role: str) -> User:
        """Make the person of a part, who takes the role over from whoever held it."""
        return self._begin(organisation, role, self.network.naming.cast(part))

    def also_acting(self, organisation: Organisation, role: str, user: User) -> None:
        """Let somebody who acts elsewhere act here too."""
        add_member(organisation=organisation, user=user, role=role, by=self.head)
        self._acting[organisation.pk, role] = user

    def author(self, organisation: Organisation) -> User:
        """Return who writes the events of an organisation; one in four has a communicator."""
        has_one = (organisation.pk, "communicator") in self._acting
        wants_one = self.network.number_of(organisation) % 4 == 0
        return self.acting(organisation, "communicator" if has_one or wants_one else "referent")

    def signs_as(self, user: User) -> str:
        return self._signs_as[user.pk]

    def _begin(self, organisation: Organisation, role: str, name: PersonName) -> User:
        user = _make_person(self.network, organisation, name)
        add_member(organisation=organisation, user=user, role=role, by=self.head)
        ways = self.network.rng.choice(words()["signers"].get(role, words()["signers"]["referent"]))
        self._acting[organisation.pk, role] = user
        self._signs_as[user.pk] = ways[0 if name.is_woman else 1]
        return user

    def coordinator(self, organisation: Organisation) -> User:
        """Return who decides on the events of an organisation today: its coordinator, else the head."""
        association = self.network.in_charge(organisation.department_id or "", clock.today())
        return self.head if association is None else self.acting(association, "coordinator")


def make_people(network: Network) -> People:
    """Create the head office and a coordinator in every association of that time."""
    with clock.at(at(MERGED_ON.replace(year=2012, month=11, day=12))):
        head = _make_person(network, network.federation, network.naming.cast("head"))
        add_member(organisation=network.federation, user=head, role="head", by=None)
        people = People(network, head)
        for association in list(network.associations.values()):
            people.acting(association, "coordinator")
    return people


def pass_to_merged(people: People) -> None:
    """Let the coordinators of associations that became one go on in the new one."""
    for row in associations()["merger"]:
        new = people.network.associations[row["key"]]
        with clock.at(at(MERGED_ON)):
            for key in row["of"]:
                old = people.network.associations[key]
                people.also_acting(new, "coordinator", people.acting(old, "coordinator"))


def _make_person(network: Network, organisation: Organisation, name: PersonName) -> User:
    host = network.hosts.get(organisation.pk, "union-sociale.example")
    user = get_or_create_user(email=f"{name.mailbox}@{host}", name=name.full, by=None)
    phone = network.naming.phone("mobile")
    return update_profile(user=user, name=user.name, phone=phone, language="fr", by=user)
