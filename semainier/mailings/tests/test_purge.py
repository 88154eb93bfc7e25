"""What is forgotten, and when."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import purge_old_mails, send_due
from semainier.mailings.states import State
from semainier.mailings.tests.factories import Notebook, make_mail
from semainier.mailings.transports import InDoubtError, RefusedError

pytestmark = pytest.mark.django_db
REMOVED = "Ce courriel contenait un code ou un lien personnel. Son texte a été retiré.\n"


def _days_ago(days):
    return clock.now() - dt.timedelta(days=days)


@pytest.mark.parametrize("answer", [None, RefusedError("550", is_permanent=True)])
def test_a_secret_is_removed_once_sent_or_given_up(answer):
    mail = make_mail(text="Votre code :\n\nABC-DEF", sensitive=True)

    send_due(transport=Notebook(answer))

    mail.refresh_from_db()
    assert (mail.body_text, mail.body_html, mail.purged_at) == (REMOVED, "", clock.now())


@pytest.mark.parametrize("answer", [RefusedError("451 later"), InDoubtError("lost")])
def test_a_secret_stays_while_it_may_have_to_leave_again(answer):
    mail = make_mail(text="Votre code :\n\nABC-DEF", sensitive=True)

    send_due(transport=Notebook(answer))

    mail.refresh_from_db()
    assert ("ABC-DEF" in mail.body_text, mail.purged_at) == (True, None)


def test_an_ordinary_text_stays():
    mail = make_mail(text="Bonjour,")

    send_due(transport=Notebook())

    mail.refresh_from_db()
    assert (mail.body_text, mail.purged_at) == ("Bonjour,\n", None)


@pytest.mark.parametrize(("demo", "expected"), [(True, True), (False, False)])
def test_the_demonstration_keeps_what_its_page_shows(settings, folder, demo, expected):
    settings.DEMO = demo
    mail = make_mail(text="ABC-DEF", sensitive=True)

    send_due()

    mail.refresh_from_db()
    assert (mail.state, "ABC-DEF" in mail.body_text) == (State.SENT, expected)


def test_the_demonstration_with_a_real_server_keeps_no_secret(settings):
    settings.DEMO = True
    mail = make_mail(text="ABC-DEF", sensitive=True)

    send_due(transport=Notebook())

    mail.refresh_from_db()
    assert mail.body_text == REMOVED


def test_mails_that_ended_ninety_days_ago_are_deleted(django_assert_num_queries):
    old = {"created_at": _days_ago(100), "claimed_at": _days_ago(91)}
    make_mail(subject="sent", state=State.SENT, sent_at=_days_ago(91), **old)
    make_mail(subject="failed", state=State.FAILED, **old)
    make_mail(subject="in doubt", state=State.IN_DOUBT, **old)
    make_mail(subject="held back", state=State.SUPPRESSED, created_at=_days_ago(91))
    make_mail(subject="sent lately", state=State.SENT, sent_at=_days_ago(89), **old)
    make_mail(subject="tried lately", state=State.FAILED, created_at=_days_ago(100), claimed_at=_days_ago(89))
    make_mail(subject="waits", state=State.QUEUED, created_at=_days_ago(100))
    make_mail(subject="under way", state=State.SENDING, **old)

    with django_assert_num_queries(4):
        assert purge_old_mails() == 4

    left = Mail.objects.order_by("subject").values_list("subject", flat=True)
    assert list(left) == ["sent lately", "tried lately", "under way", "waits"]


def test_secrets_in_doubt_or_held_back_go_after_a_week():
    old = make_mail(sensitive=True, state=State.IN_DOUBT, created_at=_days_ago(8))
    held = make_mail(sensitive=True, state=State.SUPPRESSED, created_at=_days_ago(8))
    recent = make_mail(sensitive=True, state=State.IN_DOUBT, created_at=_days_ago(6))
    plain = make_mail(state=State.IN_DOUBT, created_at=_days_ago(8))

    purge_old_mails()

    emptied = Mail.objects.exclude(purged_at=None).values_list("pk", flat=True)
    assert sorted(emptied) == sorted([old.pk, held.pk])
    assert {recent.pk, plain.pk}.isdisjoint(emptied)
