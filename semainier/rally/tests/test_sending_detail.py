"""How far a sending has come, and what became of each recipient."""

import pytest
from django.urls import reverse

from semainier.mailings.models import Mail
from semainier.mailings.services import send_due
from semainier.mailings.tests.factories import Notebook
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import draft_of, list_all, make_member, send
from semainier.rally.tests.pages import file_of, page_of


@pytest.fixture
def sending(network, fede):
    return send(fede, draft_of(network.edition))


def url(sending, page="detail"):
    return reverse(f"rally:sending_{page}", args=[sending.pk])


def counts(response):
    return {tally.state.value: tally.number for tally in response.context["counts"]}


def test_states_are_counted_as_the_outbox_knows_them(head, sending):
    assert counts(head.get(url(sending))) == {"waiting": 4, "skipped": 1}
    dispatch_due()
    send_due(limit=1, transport=Notebook())
    Mail.objects.filter(state="queued", recipient_email__startswith="petit").update(state="failed")

    response = head.get(url(sending))

    assert counts(response) == {"queued": 2, "sent": 1, "failed": 1, "skipped": 1}
    assert sum(counts(response).values()) == response.context["total"] == 5


def test_page_may_be_left_and_looked_at_again(head, sending):
    assert "vous pouvez quitter cette page" in page_of(head.get(url(sending)))
    assert ">Actualiser<" in head.get(url(sending)).content.decode()
    dispatch_due()
    send_due(transport=Notebook())

    assert ">Actualiser<" not in head.get(url(sending)).content.decode()


def test_recipients_are_searched_and_filtered(head, sending, alice):
    def found(**asked):
        return [row.email for row in head.get(url(sending), asked).context["page_obj"]]

    assert found(q="alice") == [alice.email]
    assert found(q="deux rives") == [alice.email]
    assert found(etat="skipped") == [""]
    assert len(found(etat="waiting")) == 4
    assert "Aucun destinataire ne correspond" in page_of(head.get(url(sending), {"q": "xyz"}))


def test_reason_is_said(head, sending):
    assert "n’a pas d’adresse" in page_of(head.get(url(sending), {"etat": "skipped"}))


def test_export_keeps_search_and_state(head, sending, alice, network):
    lines = file_of(head.get(reverse("rally:sending_export", args=[sending.pk]), {"q": "alice"}))

    assert lines == [
        "organisme;siren;destinataire;courriel;langue;etat;motif;heure",
        f"{network.a.name};{network.a.siren};Alice;{alice.email};fr;Attend son heure;;2026-05-20 10:00",
    ]
    assert len(file_of(head.get(url(sending, "export")))) == 6


def test_coordinator_sees_of_the_head_s_what_lies_in_her_territory(desk, sending):
    response = desk.get(url(sending))

    assert (counts(response), response.context["may_cancel"]) == ({"waiting": 3, "skipped": 1}, False)
    assert len(file_of(desk.get(url(sending, "export")))) == 5


def test_sending_of_another_association_is_not_found(desk, sending, org_b):
    sending.association = org_b
    sending.save()

    for page in ("detail", "export", "cancel"):
        assert desk.get(url(sending, page)).status_code == 404


def test_it_costs_the_same_for_five_and_for_eight(head, network, fede, sending, django_assert_num_queries):
    with django_assert_num_queries(9):
        head.get(url(sending))
    list_all(network.edition, [make_member(f"Autre {n}", email=f"a{n}@x.example") for n in range(3)])
    other = send(fede, draft_of(network.edition, "declare", matter="other"))
    with django_assert_num_queries(9):
        assert len(head.get(url(other)).context["page_obj"].object_list) == 9
