"""The sendings of an edition and how far each has come."""

from semainier.campaigns.models import Edition
from semainier.mailings.services import send_due
from semainier.mailings.tests.factories import Notebook
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.take_back import cancel_sending
from semainier.rally.tests.factories import draft_of, frozen, only, send
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/"


def names(response):
    return [row.sending.audience for row in response.context["rows"]]


def test_progress_is_counted_in_mails(head, network, fede):
    send(fede, draft_of(network.edition))
    dispatch_due()
    send_due(limit=1, transport=Notebook())

    response = head.get(URL)

    [row] = response.context["rows"]
    assert (row.mails, row.sent, row.open) == (4, 1, 3)
    assert "1 sur 4 partis" in page_of(response)


def test_done_and_cancelled_are_said(head, network, fede):
    done = send(fede, draft_of(network.edition, choice=only(network.a)))
    dispatch_due()
    send_due(transport=Notebook())
    cancelled = frozen(fede, network)
    cancel_sending(sending=cancelled, by=fede)

    page = page_of(head.get(URL))

    assert (">Annulé<" in page, ">Terminé<" in page or ">Fait<" in page or ">C’est fait<" in page) == (
        True,
        True,
    )
    assert done.pk != cancelled.pk


def test_coordinator_sees_the_head_s_in_her_territory_and_her_own(desk, network, fede, association, org_b):
    send(fede, draft_of(network.edition, audience="De la tête"))
    frozen(fede, network, audience="La sienne", association=association)
    frozen(fede, network, audience="Ailleurs", association=org_b)

    response = desk.get(URL)

    assert names(response) == ["La sienne", "De la tête"]
    assert response.context["rows"][1].mails == 3


def test_it_is_searched_and_filtered(head, network, fede):
    send(fede, draft_of(network.edition, audience="Les silencieux"))
    frozen(fede, network, code="other", audience="Nouvelles")

    assert names(head.get(URL, {"q": "silen"})) == ["Les silencieux"]
    assert names(head.get(URL, {"matiere": "other"})) == ["Nouvelles"]
    assert "Aucun envoi ne correspond" in page_of(head.get(URL, {"q": "xyz"}))


def test_first_visit_says_what_to_do(head, network):
    assert "/bureau/relances/nouvelle/" in page_of(head.get(URL))


def test_another_edition_is_chosen(head, network, fede, django_user_model):
    send(fede, draft_of(network.edition))
    other = Edition.objects.create(
        campaign=network.edition.campaign, slug="autre", name="Autre", headline="…",
        starts_on="2027-06-05", ends_on="2027-06-13", outcomes_until="2027-07-13",
    )  # fmt: skip

    assert names(head.get(URL, {"edition": other.slug})) == []
    assert head.get(URL, {"edition": "nulle"}).status_code == 404


def test_it_costs_the_same_for_one_and_for_three(head, network, fede, django_assert_num_queries):
    send(fede, draft_of(network.edition))
    with django_assert_num_queries(9):
        assert len(names(head.get(URL))) == 1
    for _n in range(2):
        frozen(fede, network)
    with django_assert_num_queries(9):
        assert len(names(head.get(URL))) == 3


def test_member_is_refused(client_of, alice, network):
    assert client_of(alice).get(URL).status_code == 403


def test_menu_leads_there(head, desk, network):
    for client in (head, desk):
        assert ">Relances<" in page_of(client.get(URL)).replace("> ", ">").replace(" <", "<")
