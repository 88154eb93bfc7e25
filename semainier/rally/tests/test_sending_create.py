"""Choose whom, what and when; filters of another page are a segment of their own."""

import pytest

from semainier.rally.models import Segment
from semainier.rally.tests.factories import make_template
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/nouvelle/"


def values(response, name):
    choices = response.context["form"].fields[name].choices
    flat = []
    for value, word in choices:
        flat += [code for code, _name in word] if isinstance(word, list | tuple) else [value]
    return flat


def test_segments_and_messages_are_offered(head, network):
    segment = Segment.objects.create(edition=network.edition, name="Sud")
    own = make_template()

    response = head.get(URL)

    assert values(response, "segment") == [str(segment.pk), "tous"]
    assert values(response, "message") == [
        str(own.pk),
        "invitation",
        "commit",
        "declare",
        "submit",
        "outcome",
    ]


def test_filters_of_the_address_are_taken_over(head, network):
    response = head.get(
        URL, {"regions": "75", "etats": "silent", "hors_familles": "coop", "message": "commit"}
    )

    form, page = response.context["form"], page_of(response)
    assert (form["segment"].value(), form["message"].value()) == ("filtres", "commit")
    assert (
        "Filtre\xa0: Nouvelle-Aquitaine · est silencieux – sans\xa0: Coopérative."
        in response.content.decode()
    )
    assert '<input type="hidden" name="etats" value="silent">' in page
    assert "regions=75&amp;etats=silent" in response.content.decode() or "etats=silent" in page


def test_kept_segment_is_chosen(head, network):
    segment = Segment.objects.create(edition=network.edition, name="Sud")

    assert head.get(URL, {"segment": segment.pk}).context["form"]["segment"].value() == str(segment.pk)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "segment"),
        ({"segment": "tous"}, "message"),
        ({"segment": "99"}, "segment"),
        ({"segment": "tous", "message": "commit", "quand": "heure"}, "jour"),
        (
            {"segment": "tous", "message": "commit", "quand": "heure", "jour": "2026-05-20", "a": "09:00"},
            "jour",
        ),
        (
            {"segment": "tous", "message": "commit", "quand": "heure", "jour": "2027-05-20", "a": "09:00"},
            "jour",
        ),
        ({"segment": "tous", "message": "commit", "quand": "heure", "jour": "x", "a": "y"}, "a"),
    ],
)
def test_what_is_wrong_comes_back_to_the_form(head, network, asked, field):
    response = head.get(f"{URL}verifier/", asked, follow=True)

    assert response.redirect_chain
    assert field in response.context["form"].errors
    assert "[undefined" not in response.content.decode()


def test_first_visit_shows_no_error(head, network):
    assert not head.get(URL).context["form"].errors


def test_coordinator_is_offered_no_segment_of_another(desk, network, org_b):
    Segment.objects.create(edition=network.edition, name="D’ailleurs", association=org_b)

    assert values(desk.get(URL), "segment") == ["tous"]
