"""Criteria in words, in both languages."""

import pytest
from django.utils import translation

from semainier.rally.criteria import Choice, Criteria
from semainier.rally.queries.segments import LeftOut
from semainier.rally.words import choice_words, reason_words


@pytest.mark.parametrize(
    ("include", "exclude", "words"),
    [
        ({}, {}, ""),
        ({"regions": ("75", "32")}, {}, "Nouvelle-Aquitaine et Hauts-de-France"),
        ({"families": ("coop", "-")}, {}, "Coopérative et sans famille"),
        (
            {"states": ("silent",), "lacking": ("opened",)},
            {},
            "est silencieux · pas\xa0: a ouvert l’invitation",
        ),
        ({"tags": ("pilote",)}, {}, "étiquette\xa0: pilote"),
        ({"sizes": ("s",)}, {}, "moins de 1\u202f000 logements"),
        ({"regions": ("zz",)}, {}, "zz"),
        ({}, {"tags": ("x",)}, "Toute la liste – sans\xa0: étiquette\xa0: x"),
    ],
)
def test_segment_is_told_in_a_line(network, include, exclude, words):
    assert choice_words(Choice(Criteria(**include), Criteria(**exclude)), network.edition) == words


def test_reasons_are_told_with_all_values_of_a_field(network):
    choice = Choice(exclude=Criteria(families=("coop", "oph"), states=("silent", "committed")))
    reasons = [LeftOut("families", "", 3), LeftOut("states", "committed", 1)]

    assert reason_words(reasons, choice) == [
        ("Coopérative et Office public de l’habitat", 3), ("est engagé", 1),
    ]  # fmt: skip


def test_english_is_told_too(network):
    with translation.override("en"):
        assert choice_words(Choice(Criteria(lacking=("opened",))), network.edition) == (
            "not: opened the invitation"
        )


def test_names_cost_two_questions_at_most(network, django_assert_num_queries):
    choice = Choice(Criteria(regions=("75",), families=("coop",)), Criteria(regions=("32",)))

    with django_assert_num_queries(2):
        choice_words(choice, network.edition)
    with django_assert_num_queries(0):
        choice_words(Choice(Criteria(states=("silent",))), network.edition)
