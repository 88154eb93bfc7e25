import pytest

from semainier.events.models import Trust
from semainier.events.services.moderation import submit_event
from semainier.events.services.trust import give_trust
from semainier.events.tests.desk import page_of


def url(organisation):
    return f"/bureau/moderation/confiance/{organisation.pk}/retirer/"


@pytest.fixture
def trust(org_a, regina, edition):
    return give_trust(organisation=org_a, by=regina)


def test_it_asks_and_says_what_follows(client_of, regina, org_a, trust):
    page = page_of(client_of(regina).get(url(org_a)))

    assert "Mettre fin à la confiance accordée à Habitat des Deux-Rives ?" in page
    assert "Ce qui est au programme y reste." in page
    assert Trust.objects.filter(ended_at=None).exists()


def test_trust_is_ended(client_of, fede, org_a, trust):
    response = client_of(fede).post(url(org_a), follow=True)

    trust.refresh_from_db()
    assert (trust.ended_by, trust.ended_at is not None) == (fede, True)
    assert "sont relus avant d’être publiés." in page_of(response)


def test_without_trust_there_is_nothing_to_end(client_of, regina, org_a, edition):
    assert "n’est pas un organisme de confiance." in page_of(client_of(regina).get(url(org_a)))


@pytest.mark.parametrize("verb", ["demander", "refuser"])
def test_doubt_about_a_drawn_event_proposes_to_end_it(client_of, regina, org_a, *, trust, make_event, verb):
    event = submit_event(event=make_event(), by=None)

    response = client_of(regina).post(
        f"/bureau/moderation/{event.uid}/{verb}/", {"words": "Précisez."}, follow=True
    )

    assert url(org_a) in page_of(response)
    assert Trust.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403), ("charlie", 403)]
)
def test_who_may(request, client_of, org_a, *, trust, person, status):
    assert client_of(request.getfixturevalue(person)).post(url(org_a)).status_code == status


def test_organisation_of_another_territory_is_not_found(client_of, regina, org_b, edition):
    assert client_of(regina).post(url(org_b)).status_code == 404
