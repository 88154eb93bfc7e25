"""Messages of one's own and those that come with the product."""

from semainier.rally.tests.factories import make_template
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/modeles/"


def names(response):
    return [template.name for template, _hers in response.context["rows"]]


def test_ready_messages_are_there_from_the_beginning(head, edition):
    response = head.get(URL)

    assert [model.code for model in response.context["models"]] == [
        "invitation", "commit", "declare", "submit", "outcome",
    ]  # fmt: skip
    assert "Pas encore de message à vous" in page_of(response)


def test_coordinator_sees_those_of_the_head_and_her_own(desk, edition, association, org_b):
    make_template(name="De la tête")
    make_template(name="Le sien", association=association)
    make_template(name="D’ailleurs", association=org_b)

    response = desk.get(URL)

    assert names(response) == ["De la tête", "Le sien"]
    assert [hers for _template, hers in response.context["rows"]] == [False, True]


def test_it_is_searched(head, edition):
    make_template(name="Rappel de mai")

    assert names(head.get(URL, {"q": "mai"})) == ["Rappel de mai"]
    assert "Aucun message ne correspond" in page_of(head.get(URL, {"q": "juin"}))


def test_it_costs_the_same_for_one_and_for_three(head, edition, django_assert_num_queries):
    make_template()
    with django_assert_num_queries(8):
        assert len(names(head.get(URL))) == 1
    make_template()
    make_template(text_en="Hello", subject_en="You")
    with django_assert_num_queries(8):
        assert len(names(head.get(URL))) == 3
