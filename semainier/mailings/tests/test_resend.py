"""Sending again what ended badly, by the wish of a person."""

import datetime as dt

import pytest

from semainier.audit.queries import history_of
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.mailings.services import resend_failed, resend_in_doubt, send_due
from semainier.mailings.states import State
from semainier.mailings.tests.factories import Notebook, make_mail, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "resend"), [(State.IN_DOUBT, resend_in_doubt), (State.FAILED, resend_failed)]
)
def test_a_mail_is_queued_again_under_its_own_id(state, resend):
    fede, notebook = make_user("fede@f.example"), Notebook()
    mail = make_mail(state=state, attempts=2, last_error="lost", organisation_id=4, expires_at=clock.now())

    with clock.at(clock.now() + dt.timedelta(days=2)):
        resent = resend(mail=mail, by=fede)
        send_due(transport=notebook)

    mail.refresh_from_db()
    assert (resent, notebook.ids) == (mail, [mail.message_id])
    assert (mail.state, mail.attempts) == (State.SENT, 3)
    line = history_of(mail).get()
    assert (line.actor, line.verb, line.organisation_id) == (fede, "mail.resent", 4)
    assert line.data == {"was": state, "last_error": "lost"}


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.FAILED, State.SUPPRESSED])
def test_only_a_doubt_is_sent_again_as_one(state):
    mail = make_mail(state=state)

    with pytest.raises(Conflict) as refusal:
        resend_in_doubt(mail=mail, by=make_user("fede@f.example"))

    mail.refresh_from_db()
    assert (refusal.value.code, mail.state) == ("mailings.not_in_doubt", state)
    assert refusal.value.message.endswith(f"marqué «\u00a0{state.label}\u00a0».")


def test_a_second_click_is_told_that_somebody_was_quicker():
    mail, fede = make_mail(state=State.FAILED), make_user("fede@f.example")
    resend_failed(mail=mail, by=fede)

    with pytest.raises(Conflict) as refusal:
        resend_failed(mail=mail, by=fede)

    assert refusal.value.code == "mailings.not_failed"
    assert refusal.value.next_step == "Quelqu’un a peut-être été plus rapide. Revenez à la liste."


def test_a_mail_without_its_text_is_not_sent_again():
    mail = make_mail(state=State.IN_DOUBT, purged_at=clock.now())

    with pytest.raises(Conflict) as refusal:
        resend_in_doubt(mail=mail, by=make_user("fede@f.example"))

    assert refusal.value.code == "mailings.text_removed"
