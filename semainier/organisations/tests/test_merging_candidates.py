"""Who looks like whom: the rules, without a database."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semainier.core.search import normalise
from semainier.organisations.merging.candidates import (
    Facts,
    Likeness,
    alike_organisations,
    alike_people,
    mailbox_mark,
    plain_name,
)
from semainier.organisations.models import Reason
from semainier.organisations.siren import complete

SIREN = complete("52345678")


def organisation(key: int, name: str, *, group: str = "33", siren: str = "", **marks: str) -> Facts:
    found = frozenset((Reason(reason), value) for reason, value in marks.items())
    return Facts(key, (plain_name(normalise(name)),), "member", group, siren, found)


def person(key: int, name: str, **marks: str) -> Facts:
    found = frozenset((Reason(reason), value) for reason, value in marks.items())
    return Facts(key, (normalise(name),) if name else (), marks=found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Domofrance", "Domo France"),
        ("Office public de l’habitat de la Gironde", "Gironde Habitat"),
        ("SA d’HLM Le Toit Girondin", "Toit Girondin"),
        ("Habitat des Deux-Rives", "Habitat des Deux Rive"),
    ],
)
def test_names_written_a_little_differently_are_alike(one: str, other: str):
    found = alike_organisations([organisation(1, one), organisation(2, other)])

    assert found[1, 2].reasons == (Reason.NAME,)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Habitat 44", "Habitat 76"), ("Logis d’Oc", "Logis d’Ouest"), ("Domial", "Batigère")],
)
def test_names_that_tell_two_apart_are_not(one: str, other: str):
    assert alike_organisations([organisation(1, one), organisation(2, other)]) == {}


def test_far_apart_a_name_has_to_be_nearer():
    here, near = organisation(1, "Le Foyer Rémois"), organisation(2, "Le Foyer Rémoi", group="59")
    same = organisation(3, "Le Foyer Rémois", group="59")

    assert (1, 2) not in alike_organisations([here, near])
    assert alike_organisations([here, same]) == {(1, 3): Likeness(100, (Reason.NAME,))}


def test_a_member_is_not_compared_with_its_association():
    association = Facts(2, ("logis atlantique",), "regional", "33")

    assert alike_organisations([organisation(1, "Logis Atlantique"), association]) == {}


def test_a_siren_copied_wrong_needs_a_name_that_fits():
    swapped = SIREN[:3] + SIREN[4] + SIREN[3] + SIREN[5:]
    one = organisation(1, "Le Logis breton", siren=SIREN)

    assert alike_organisations([one, organisation(2, "Logis bretonne", siren=swapped)])[1, 2].reasons == (
        Reason.SIREN, Reason.NAME,
    )  # fmt: skip
    assert alike_organisations([one, organisation(2, "Crédit agricole", siren=swapped)]) == {}


def test_each_further_reason_makes_it_likelier():
    address = organisation(1, "A", address="1 rue"), organisation(2, "B", address="1 rue")
    both = organisation(1, "A", address="1 rue", phone="5"), organisation(2, "B", address="1 rue", phone="5")

    assert alike_organisations(address) == {(1, 2): Likeness(70, (Reason.ADDRESS,))}
    assert alike_organisations(both) == {(1, 2): Likeness(78, (Reason.ADDRESS, Reason.PHONE))}


def test_what_a_crowd_shares_tells_nothing():
    crowd = [organisation(n, f"Nom {n}", phone="556000000") for n in range(200)]

    assert alike_organisations(crowd) == {}


def test_namesakes_are_not_alike_without_a_second_reason():
    assert alike_people([person(1, "Jean Martin"), person(2, "Jean Martin")]) == {}
    assert alike_people(
        [person(1, "Jean Martin", colleague="7"), person(2, "Martin Jean", colleague="7")]
    ) == {(1, 2): Likeness(100, (Reason.NAME, Reason.COLLEAGUE))}


def test_colleagues_with_other_names_are_not_alike():
    colleagues = [person(1, "Jean Martin", colleague="7"), person(2, "Awa Diop", colleague="7")]

    assert alike_people(colleagues) == {}


def test_two_of_very_many_colleagues_are_found():
    crowd = [person(n, f"Awa {n} Diop{n}", colleague="7") for n in range(100)]

    found = alike_people(
        [*crowd, person(200, "Jeanne Martin", colleague="7"), person(201, "Jeane Martin", colleague="7")]
    )

    assert list(found) == [(200, 201)]


def test_a_mailbox_tells_where_a_name_is_missing():
    unnamed = [person(1, "", mailbox="jean.martin"), person(2, "Jean Martin", mailbox="jean.martin")]
    other = [person(1, "Awa Diop", mailbox="martin"), person(2, "Jean Martin", mailbox="martin")]

    assert alike_people(unnamed)[1, 2].reasons == (Reason.MAILBOX,)
    assert alike_people(other) == {}


@pytest.mark.parametrize(
    ("email", "mark"),
    [("Jean.Martin@a.fr", "jean.martin"), ("contact@a.fr", ""), ("jm@a.fr", ""), ("anna+hlm@a.fr", "anna")],
)
def test_the_mailbox_of_a_desk_names_nobody(email: str, mark: str):
    assert mailbox_mark(email) == mark


names = st.lists(
    st.sampled_from(["logis", "toit", "oc", "habitat", "44", "rives", "rive", "domo", "france", "domofrance"]),
    min_size=1,
    max_size=3,
)  # fmt: skip
marks = st.frozensets(
    st.tuples(st.sampled_from(Reason), st.sampled_from(["a", "b"])).filter(lambda m: m[0] is not Reason.NAME),
    max_size=2,
)
drawn = st.lists(st.tuples(names, st.sampled_from(["33", "59"]), marks), max_size=12)


@settings(deadline=None)
@given(drawn=drawn, order=st.randoms(use_true_random=False), people=st.booleans())
def test_being_alike_has_no_direction(*, drawn: list, order: random.Random, people: bool):
    alike = alike_people if people else alike_organisations
    facts = [Facts(n, (" ".join(words),), "m", group, "", m) for n, (words, group, m) in enumerate(drawn)]
    shuffled = order.sample(facts, len(facts))
    turned = [Facts(-f.key, f.names, f.kind, f.group, f.siren, f.marks) for f in facts]

    found = alike(facts)

    assert found == alike(shuffled)
    assert {(-b, -a): likeness for (a, b), likeness in alike(turned).items()} == found
    assert all(a < b and 0 < likeness.score <= 100 and likeness.reasons for (a, b), likeness in found.items())


@pytest.mark.slow
def test_ten_thousand_take_seconds():
    chance = random.Random(7)  # noqa: S311 -- made-up names
    towns = [
        "".join(chance.choice("bdlmnrst") + chance.choice("aeiou") for _ in range(4)) for _ in range(4000)
    ]
    facts = [
        organisation(
            n, f"{chance.choice(['Habitat', 'Logis', 'Toit'])} {chance.choice(towns)}", group=str(n % 100)
        )
        for n in range(10_000)
    ]

    begun = time.process_time()
    alike_organisations(facts)

    assert time.process_time() - begun < 15
