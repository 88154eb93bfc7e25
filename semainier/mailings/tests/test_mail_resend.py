"""Sending a mail again from the desk."""

import pytest
from django.urls import reverse

from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail


def _url(mail):
    return reverse("mailings:mail_resend", args=[mail.pk])


@pytest.mark.parametrize("state", [State.IN_DOUBT, State.FAILED])
def test_the_mail_is_queued_and_the_page_says_so(fede, client_of, state):
    mail = make_mail(state=state)

    response = client_of(fede).post(_url(mail), follow=True)

    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert response.redirect_chain == [(reverse("mailings:mail_detail", args=[mail.pk]), 302)]
    assert "Le courriel est de nouveau dans la file. Il part dans un instant." in response.content.decode()


def test_a_mail_that_was_sent_is_refused(fede, client_of):
    mail = make_mail(state=State.SUPPRESSED)

    response = client_of(fede).post(_url(mail))

    assert (response.status_code, response["X-Error-Code"]) == (409, "mailings.not_in_doubt")


def test_a_link_does_nothing(fede, client_of):
    mail = make_mail(state=State.IN_DOUBT)

    response = client_of(fede).get(_url(mail))

    mail.refresh_from_db()
    assert (response.status_code, mail.state) == (405, State.IN_DOUBT)


def test_others_may_not_send(alice, regina, client_of):
    mail = make_mail(state=State.IN_DOUBT)

    answers = [client_of(person).post(_url(mail)).status_code for person in (alice, regina)]

    mail.refresh_from_db()
    assert (answers, mail.state) == ([403, 403], State.IN_DOUBT)


def test_a_mail_that_is_not_there_is_not_found(fede, client_of):
    assert client_of(fede).post(reverse("mailings:mail_resend", args=[999])).status_code == 404
