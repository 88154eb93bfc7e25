"""The sentences of the desk: built in, of the head for all, of an association for itself."""

import pytest

from semainier.audit.models import AuditEntry
from semainier.events.models import Preset
from semainier.events.tests.desk import page_of, plain, submitted

URL = "/bureau/moderation/phrases/"
BUILT_IN = "Il manque l’adresse exacte du rendez-vous."


def write(association=None, text="Précisez l’entrée.", **fields):
    values = {"action": "request_changes", "label": "Entrée", **fields}
    return Preset.objects.create(association=association, text=text, **values)


def offered(client, event):
    form = client.get(f"/bureau/moderation/{event.uid}/").context["ask_form"]
    return [plain(str(sentence.text)) for sentence in form.presets]


def test_built_in_sentences_serve_as_long_as_the_head_has_none(client_of, regina, make_event):
    event = submitted(make_event)
    client = client_of(regina)

    assert offered(client, event)[0] == BUILT_IN
    write()
    assert offered(client, event) == ["Précisez l’entrée."]


def test_built_in_refusals_stay_when_the_head_writes_requests_only(client_of, regina, make_event):
    write()

    form = client_of(regina).get(f"/bureau/moderation/{submitted(make_event).uid}/").context["refuse_form"]

    assert len(form.presets) == 4


def test_own_sentences_stand_beside_those_of_the_head(client_of, regina, association, make_event):
    write(text="Pour tous")
    write(association, "Pour nous")

    assert offered(client_of(regina), submitted(make_event)) == ["Pour tous", "Pour nous"]


def test_sentences_of_another_association_do_not_serve(client_of, regina, fede, org_b, make_event):
    write(org_b, "Ailleurs")
    event = submitted(make_event)

    assert "Ailleurs" not in offered(client_of(regina), event) + offered(client_of(fede), event)


def test_order_is_kept(client_of, regina, make_event):
    for order, text in [(2, "Deux"), (1, "Un")]:
        write(text=text, order=order)

    assert offered(client_of(regina), submitted(make_event)) == ["Un", "Deux"]


def test_chosen_sentence_and_own_words_reach_the_member(client_of, regina, alice, make_event):
    event, preset = submitted(make_event), write()

    client_of(regina).post(
        f"/bureau/moderation/{event.uid}/demander/", {"preset": f"p{preset.pk}", "words": "Merci."}
    )

    assert event.decisions.first().message == "Précisez l’entrée.\n\nMerci."


def test_list_shows_whose_they_are(client_of, regina, association, edition):
    write(text="Pour tous")
    own = write(association, "Pour nous")

    page = page_of(client_of(regina).get(URL))

    assert ("Pour tous" in page, "Pour nous" in page, "Siège" in page) == (True,) * 3
    assert page.count("/modifier/") == 1
    assert f"{URL}{own.pk}/supprimer/" in page
    assert "[undefined" not in page


def test_list_shows_what_is_built_in(client_of, regina, edition):
    assert BUILT_IN in page_of(client_of(regina).get(URL))


def test_head_takes_the_built_in_ones_over(client_of, fede, edition):
    response = client_of(fede).post(f"{URL}reprises/", follow=True)

    assert Preset.objects.filter(association=None).count() == 8
    assert plain(Preset.objects.order_by("pk").first().text) == BUILT_IN
    assert "Les phrases sont à vous" in page_of(response)
    assert AuditEntry.objects.filter(verb="preset.adopted", actor=fede).count() == 1


def test_taking_over_twice_changes_nothing(client_of, fede, edition):
    client = client_of(fede)
    for _ in range(2):
        client.post(f"{URL}reprises/")

    assert Preset.objects.count() == 8


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 200), ("regina", 200), ("alice", 403), ("charlie", 403)]
)
def test_who_may_open_it(request, client_of, edition, person, status):
    assert client_of(request.getfixturevalue(person)).get(URL).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, regina, association, *, edition, django_assert_num_queries, number):
    for n in range(number):
        write(text=f"Phrase {n}")
        write(association, f"Nôtre {n}")
    client = client_of(regina)

    with django_assert_num_queries(9):
        client.get(URL)
