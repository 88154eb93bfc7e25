"""Cancel what has not left, after a question that says how many."""

import pytest
from django.urls import reverse

from semainier.mailings.services import send_due
from semainier.mailings.tests.factories import Notebook
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import draft_of, send
from semainier.rally.tests.pages import page_of


@pytest.fixture
def sending(network, fede):
    made = send(fede, draft_of(network.edition))
    dispatch_due()
    send_due(limit=1, transport=Notebook())
    return made


@pytest.fixture
def url(sending):
    return reverse("rally:sending_cancel", args=[sending.pk])


def test_question_says_how_many_will_not_leave(head, url, sending):
    assert (
        "3 courriels qui ne sont pas partis ne partiront pas. Déjà partis\xa0: 1"
        in head.get(url).content.decode()
    )
    sending.refresh_from_db()
    assert sending.cancelled_at is None


def test_it_is_cancelled_and_said(head, url, sending, fede):
    response = head.post(url, follow=True)

    sending.refresh_from_db()
    assert sending.cancelled_by == fede
    assert "Ce qui était parti est parti." in page_of(response)
    assert ">Annuler ce qui n’est pas parti<" not in page_of(response)


def test_coordinator_may_not_cancel_that_of_the_head(desk, url, sending):
    assert desk.post(url).status_code == 403
    sending.refresh_from_db()
    assert sending.cancelled_at is None
