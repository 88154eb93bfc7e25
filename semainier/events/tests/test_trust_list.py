import pytest

from semainier.core.roles import Place
from semainier.events.models import Event
from semainier.events.services.moderation import submit_event
from semainier.events.services.trust import give_trust
from semainier.events.tests.desk import page_of, plain, submitted
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.siren import complete

URL = "/bureau/moderation/confiance/"


def names(response):
    rows = response.context["page_obj"].object_list
    return [getattr(row, "organisation", row).name for row in rows]


def test_trusted_ones_with_who_and_why(client_of, regina, org_a, edition):
    give_trust(organisation=org_a, by=regina, reason="Rien à redire")

    response = client_of(regina).get(URL)

    page = page_of(response)
    assert names(response) == ["Habitat des Deux-Rives"]
    assert ("Rien à redire" in page, "Regina" in page, "20 mai 2026" in page) == (True, True, True)
    assert f"{URL}{org_a.pk}/retirer/" in page
    assert "[undefined" not in page


def test_others_are_found_by_search(client_of, fede, org_a, org_b, edition):
    client = client_of(fede)

    assert names(client.get(URL, {"voir": "autres"})) == ["Habitat des Deux-Rives", "Le Toit des Flandres"]
    assert names(client.get(URL, {"voir": "autres", "q": "flandres"})) == ["Le Toit des Flandres"]
    assert names(client.get(URL, {"q": "flandres"})) == []


def test_coordinator_sees_her_territory(client_of, regina, fede, *, org_a, org_b, edition):
    give_trust(organisation=org_b, by=fede)

    assert names(client_of(regina).get(URL)) == []
    assert names(client_of(regina).get(URL, {"voir": "autres"})) == ["Habitat des Deux-Rives"]


def test_empty_list_says_what_to_do(client_of, regina, edition):
    assert "Aucun organisme n’est encore de confiance." in page_of(client_of(regina).get(URL))


def test_panel_shows_trust(client_of, regina, org_a, make_event):
    event = submitted(make_event)
    client = client_of(regina)
    address = f"/bureau/moderation/{event.uid}/"

    assert f"{URL}{org_a.pk}/accorder/" in page_of(client.get(address))
    give_trust(organisation=org_a, by=regina)
    page = page_of(client.get(address))
    assert "De confiance" in page
    assert f"{URL}{org_a.pk}/retirer/" in page


def test_drawn_event_is_read_afterwards_and_stays(client_of, regina, org_a, make_event):
    give_trust(organisation=org_a, by=regina)
    event = submit_event(event=make_event(), by=None)
    client = client_of(regina)

    row = client.get("/bureau/moderation/", {"vue": "a-relire"}).context["rows"][0]
    assert [plain(flag.word) for flag in row.flags] == ["Publié en confiance"]
    response = client.post(f"/bureau/moderation/{event.uid}/relu/", {"back": "vue=a-relire"}, follow=True)
    assert Event.objects.get().sample_at is None
    assert response.context["rows"] == []


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 200), ("regina", 200), ("alice", 403), ("charlie", 403)]
)
def test_who_may_open_it(request, client_of, edition, person, status):
    assert client_of(request.getfixturevalue(person)).get(URL).status_code == status


@pytest.mark.parametrize("others", ["", "autres"])
@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, fede, org_a, *, edition, django_assert_num_queries, number, others):
    for n in range(number):
        made = create_organisation(
            kind=Place.MEMBER,
            name=f"Office {n}",
            siren=complete(f"0009999{n}"),
            department=org_a.department,
            by=None,
        )
        if not others:
            give_trust(organisation=made, by=fede)
    client = client_of(fede)

    with django_assert_num_queries(7):
        client.get(URL, {"voir": others, "q": "office"})
