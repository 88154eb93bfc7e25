"""The network: territories, the federation, its regional associations, 770 member organisations."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from semainier.core import clock
from semainier.core.roles import Place
from semainier.demo.making.agenda import at
from semainier.demo.making.naming import Naming
from semainier.demo.words import associations, names
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import (
    add_alias,
    archive_organisation,
    create_organisation,
    record_succession,
    set_territory,
)
from semainier.organisations.siren import complete
from semainier.territories.models import Commune, Department
from semainier.territories.services import load_territories

BEGUN_ON = dt.date(2012, 11, 5)
MERGED_ON = dt.date(2017, 1, 1)
MEMBERS = 770
FAMILIES = {
    "oph": ("Office public de l’habitat", "Public housing office", 268),
    "esh": ("Entreprise sociale pour l’habitat", "Social housing company", 262),
    "coop": ("Coop’Hlm", "Housing cooperative", 172),
    "sacicap": ("SACICAP", "Cooperative for social home ownership", 68),
}
# Organisations that the sources name, by the key under which the rest of the generator knows them.
NAMED: dict[str, tuple[str, str, str, str, int]] = {
    # key: usual name, legal name, family, INSEE code of its town, dwellings
    "habitat-62-59": ("Habitat 62/59", "Société anonyme d’Hlm Habitat 62/59", "esh", "62193", 21_400),
    "groupe-habitat-du-nord": (
        "Groupe Habitat du Nord",
        "Société anonyme d’Hlm Groupe Habitat du Nord",
        "esh",
        "59009",
        17_800,
    ),
    "sa-du-hainaut": ("SA du Hainaut", "Société anonyme d’Hlm du Hainaut", "esh", "59606", 9_600),
    "oph-montpellier": (
        "OPH de la communauté d’agglomération de Montpellier",
        "Office public de l’habitat de la communauté d’agglomération de Montpellier",
        "oph",
        "34172",
        18_900,
    ),
}
SMALLEST_TOWN = 1_500
# No regional association covers them: the head decides.
FAR_AWAY = {"987": 1, "988": 2}


@dataclass
class Network:
    """Everything the later steps choose from."""

    rng: random.Random
    naming: Naming
    federation: Organisation
    associations: dict[str, Organisation] = field(default_factory=dict)
    members: list[Organisation] = field(default_factory=list)
    named: dict[str, Organisation] = field(default_factory=dict)
    hosts: dict[int, str] = field(default_factory=dict)
    # Place of each member in the order of their making, by key: keys differ from one database to the next.
    numbers: dict[int, int] = field(default_factory=dict)
    towns: dict[str, list[Commune]] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    # The middle digits of numbers that no member has yet.
    sirens: list[int] = field(default_factory=list)
    # Department code -> key of the association, before and after the mergers.
    charge_before: dict[str, str] = field(default_factory=dict)
    charge_after: dict[str, str] = field(default_factory=dict)

    def in_charge(self, department: str, day: dt.date) -> Organisation | None:
        """Return the association that decides for the members of a department."""
        charge = self.charge_after if day >= MERGED_ON else self.charge_before
        return self.associations.get(charge.get(department, ""))

    def number_of(self, organisation: Organisation) -> int:
        """Return the number of a member, 0 for an association."""
        return self.numbers.get(organisation.pk, 0)

    def members_of(self, association: str) -> list[Organisation]:
        """Return the members in the territory of an association, in their order."""
        both = (self.charge_before, self.charge_after)
        return [
            m for m in self.members if association in {charge.get(m.department_id or "") for charge in both}
        ]


def make_network(rng: random.Random) -> Network:
    """Create the network as it stood at the end of 2012."""
    with clock.at(at(BEGUN_ON)):
        load_territories(by=None)
        network = Network(rng, Naming(rng), _federation())
        for order, (code, (name, name_en, _count)) in enumerate(FAMILIES.items()):
            network.families[code] = Family.objects.create(code=code, name=name, name_en=name_en, order=order)
        _read_territories(network)
        for row in associations()["association"]:
            _make_association(network, row, row["departments"])
            network.charge_before.update(dict.fromkeys(row["departments"], row["key"]))
        network.charge_after = dict(network.charge_before)
        _make_members(network)
    return network


def merge_associations(network: Network) -> None:
    """Join associations as the regions were joined: dated territories, successions, the old ones archived."""
    with clock.at(at(MERGED_ON)):
        for row in associations()["merger"]:
            codes = [code for code, key in network.charge_before.items() if key in row["of"]]
            new = _make_association(network, row, [])
            for key in row["of"]:
                old = network.associations[key]
                set_territory(association=old, departments=[], since=MERGED_ON, by=None)
                record_succession(predecessor=old, successor=new, on=MERGED_ON, by=None)
                archive_organisation(organisation=old, by=None)
                add_alias(organisation=new, name=old.name, by=None)
            set_territory(association=new, departments=codes, since=MERGED_ON, by=None)
            network.charge_after.update(dict.fromkeys(codes, row["key"]))


def _federation() -> Organisation:
    return create_organisation(
        kind=Place.FEDERATION,
        name="Union sociale pour l’habitat",
        siren=complete("09900001"),
        department=Department.objects.get(code="75"),
        commune=Commune.objects.get(code="75056"),
        city="Paris",
        address="1 rue de la Démonstration",
        postcode="75008",
        email="semaine@union-sociale.example",
        website="https://www.union-sociale.example",
        phone="01 99 00 20 13",
        by=None,
    )


def _read_territories(network: Network) -> None:
    network.departments = {d.code: d for d in Department.objects.order_by("code")}
    for commune in Commune.objects.filter(population__gte=SMALLEST_TOWN).order_by("code"):
        network.towns.setdefault(commune.department_id, []).append(commune)
    for row in associations()["association"]:
        network.areas.update(dict.fromkeys(row["departments"], row["area"]))
    network.areas.update(dict.fromkeys(FAR_AWAY, "outremer"))


def _make_association(network: Network, row: dict[str, Any], departments: list[str]) -> Organisation:
    seat = Commune.objects.select_related("department").get(code=row["seat"])
    host = network.naming.host(row["name"])
    association = create_organisation(
        kind=Place.REGIONAL,
        name=row["name"],
        legal_name=row.get("legal_name", ""),
        siren=complete(f"098{len(network.associations):05d}"),
        department=seat.department,
        commune=seat,
        city=seat.name,
        postcode=seat.postcodes.split()[0],
        address=network.naming.street(),
        email=f"contact@{host}",
        website=f"https://www.{host}",
        phone=network.naming.phone(row["area"]),
        by=None,
    )
    if departments:
        set_territory(association=association, departments=departments, by=None)
    network.associations[row["key"]] = association
    network.hosts[association.pk] = host
    return association


def _make_members(network: Network) -> None:
    rng = network.rng
    families = [code for code, (_name, _en, count) in FAMILIES.items() for _ in range(count)]
    for _name, _legal, family, _town, _dwellings in NAMED.values():
        families.remove(family)
    rng.shuffle(families)
    network.sirens = rng.sample(range(10_000_000), MEMBERS)
    for key, (name, legal, family, town, dwellings) in NAMED.items():
        seat = next(c for c in network.towns[town[:2]] if c.code == town)
        network.named[key] = _make_member(network, (name, legal), family, seat, dwellings)
    departments = _spread(network, MEMBERS - len(NAMED))
    places = list(zip(departments, families, strict=True))
    longest = next(
        n for n, (code, family) in enumerate(places) if family == "coop" and network.areas[code] == "sudest"
    )
    for place, (department, family) in enumerate(places):
        seat = _seat(rng, network.towns[department])
        both = network.naming.organisation(family, network.areas[department])
        if place == longest:
            both = (names()["organisations"]["long_name"], both[1])
        _make_member(network, both, family, seat)
    _remember_old_names(network)


def _make_member(
    network: Network, both: tuple[str, str], family: str, seat: Commune, dwellings: int | None = None
) -> Organisation:
    name, legal_name = both
    host = network.naming.host(name)
    area = network.areas[seat.department_id]
    member = create_organisation(
        name=name,
        legal_name=legal_name,
        family=network.families[family],
        siren=complete(f"0{network.sirens.pop():07d}"),
        external_id=f"DEMO-{len(network.members) + 1:03d}",
        department=network.departments[seat.department_id],
        commune=seat,
        city=seat.name,
        postcode=seat.postcodes.split()[0],
        address=network.naming.street(),
        email=f"contact@{host}",
        website=f"https://www.{host}",
        phone=network.naming.phone(area),
        dwellings=dwellings or _dwellings(network.rng, family),
        by=None,
    )
    network.members.append(member)
    network.numbers[member.pk] = len(network.members)
    network.hosts[member.pk] = host
    return member


def _spread(network: Network, count: int) -> list[str]:
    """Return a department for each of `count` members: by population, one each at least."""
    people = {
        code: sum(c.population or 0 for c in towns)
        for code, towns in network.towns.items()
        if code in network.charge_before
    }
    people = {
        code: number
        for code, number in people.items()
        if number > SMALLEST_TOWN and code not in {"977", "978"}
    }
    left = count - sum(FAR_AWAY.values()) - len(people)
    whole = sum(people.values())
    shares = {code: left * number / whole for code, number in people.items()}
    seats = {code: 1 + int(share) for code, share in shares.items()}
    by_rest = sorted(shares, key=lambda code: (int(shares[code]) - shares[code], code))
    for code in by_rest[: count - sum(FAR_AWAY.values()) - sum(seats.values())]:
        seats[code] += 1
    spread = [code for code, number in sorted({**seats, **FAR_AWAY}.items()) for _ in range(number)]
    network.rng.shuffle(spread)
    return spread


def _seat(rng: random.Random, towns: list[Commune]) -> Commune:
    known = [town for town in towns if town.has_centre and town.postcodes]
    return rng.choices(known, weights=[(town.population or 1) ** 0.7 for town in known])[0]


def _dwellings(rng: random.Random, family: str) -> int | None:
    middle = {"oph": 6_500, "esh": 7_500, "coop": 450, "sacicap": 0}[family]
    return int(rng.lognormvariate(0, 0.9) * middle) or None


def _remember_old_names(network: Network) -> None:
    """Give some members the name they bore before, so that search finds it."""
    for member in network.rng.sample(network.members[len(NAMED) :], 36):
        before = "Office d’Hlm" if member.family_id == "oph" else "Société d’habitations à bon marché"
        add_alias(organisation=member, name=f"{before} de {member.city}", by=None)
