import pytest

from semainier.events.models import Trust
from semainier.events.tests.desk import page_of, published, sent_back


def url(organisation):
    return f"/bureau/moderation/confiance/{organisation.pk}/accorder/"


def test_page_says_what_trust_means_and_what_was_done_so_far(client_of, regina, org_a, make_event):
    published(make_event, "Publié")
    sent_back(make_event, "Renvoyé")

    response = client_of(regina).get(url(org_a))

    assert (response.context["record"].published, response.context["record"].doubted) == (1, 1)
    assert "un sur 5" in page_of(response)
    assert "[undefined" not in page_of(response)


def test_trust_is_given_with_its_reason(client_of, regina, org_a, edition):
    response = client_of(regina).post(url(org_a), {"reason": "Rien à redire"}, follow=True)

    trust = Trust.objects.get()
    assert (trust.organisation, trust.given_by, trust.reason) == (org_a, regina, "Rien à redire")
    assert "Les événements de Habitat des Deux-Rives sont désormais publiés aussitôt." in page_of(response)


def test_reason_that_is_too_long_comes_back(client_of, regina, org_a, edition):
    response = client_of(regina).post(url(org_a), {"reason": "x" * 201})

    assert (response.status_code, Trust.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403), ("bob", 403), ("charlie", 403)]
)
def test_who_may(request, client_of, org_a, *, edition, person, status):
    assert client_of(request.getfixturevalue(person)).post(url(org_a)).status_code == status


def test_organisation_of_another_territory_is_not_found(client_of, regina, org_b, edition):
    assert client_of(regina).post(url(org_b)).status_code == 404
