"""The conversation: every line kept, few mails."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Message
from semainier.events.services.messages import post_message, tell_waiting
from semainier.events.tests.desk import plain, submitted
from semainier.mailings.models import Mail


def after(minutes):
    return clock.at(clock.now() + dt.timedelta(minutes=minutes))


def mails():
    return list(
        Mail.objects.filter(kind="event.message").order_by("pk").values_list("recipient_email", flat=True)
    )


@pytest.fixture
def event(make_event, regina):
    return submitted(make_event)


def test_region_is_told_of_what_the_organiser_writes(event, alice, regina):
    message = post_message(event=event, by=alice, text=" Peut-on venir à vélo ? ", from_desk=False)

    mail = Mail.objects.get(kind="event.message")
    assert (message.text, mail.recipient_email) == ("Peut-on venir à vélo ?", regina.email)
    assert "Peut-on venir à vélo ?" in plain(mail.body_text)
    assert f"/bureau/moderation/{event.uid}/#messages" in mail.body_text
    assert plain(mail.subject) == "Un message au sujet de « Un jardin partagé »"


def test_organiser_is_told_of_what_the_region_writes(event, alice, regina):
    post_message(event=event, by=regina, text="Quelle entrée ?", from_desk=True)

    mail = Mail.objects.get(kind="event.message")
    assert (mail.recipient_email, mail.topic) == (alice.email, "event.thread")
    assert f"/espace/evenements/{event.uid}/#messages" in mail.body_text
    assert "[undefined" not in mail.body_text + mail.subject


def test_head_is_told_where_nobody_moderates(event, alice, regina, fede):
    regina.memberships.update(ended_at=clock.now())
    post_message(event=event, by=alice, text="Bonjour", from_desk=False)

    assert mails() == [fede.email]


def test_second_message_within_the_hour_waits_for_the_timed_job(event, alice, regina):
    post_message(event=event, by=alice, text="Un", from_desk=False)
    with after(20):
        post_message(event=event, by=alice, text="Deux", from_desk=False)
        assert tell_waiting() == 0
    assert len(mails()) == 1

    with after(61):
        assert (tell_waiting(), tell_waiting()) == (1, 0)
    assert "Deux" in Mail.objects.filter(kind="event.message").last().body_text


def test_hour_is_counted_per_side(event, alice, regina):
    post_message(event=event, by=alice, text="Un", from_desk=False)
    post_message(event=event, by=regina, text="Deux", from_desk=True)

    assert mails() == [regina.email, alice.email]


def test_hour_is_counted_per_event(make_event, event, alice, regina):
    post_message(event=event, by=alice, text="Un", from_desk=False)
    post_message(event=submitted(make_event, "Un verger"), by=alice, text="Deux", from_desk=False)

    assert len(mails()) == 2


def test_who_answers_has_read_what_came_before(event, alice, regina):
    post_message(event=event, by=alice, text="Un", from_desk=False)
    with after(20):
        post_message(event=event, by=alice, text="Deux", from_desk=False)
    with after(30):
        post_message(event=event, by=regina, text="Oui.", from_desk=True)
    with after(70):
        assert tell_waiting() == 0

    assert not Message.objects.filter(told_at=None).exists()


def test_answer_does_not_make_the_next_one_wait_longer(event, alice, regina):
    post_message(event=event, by=alice, text="Un", from_desk=False)
    with after(50):
        post_message(event=event, by=alice, text="Deux", from_desk=False)
        post_message(event=event, by=regina, text="Oui.", from_desk=True)
    with after(65):
        post_message(event=event, by=alice, text="Merci", from_desk=False)

    assert mails() == [regina.email, alice.email, regina.email]


def test_pressing_twice_sends_once(event, alice):
    first = post_message(event=event, by=alice, text="Bonjour", from_desk=False)
    again = post_message(event=event, by=alice, text="Bonjour", from_desk=False)

    assert (first, Message.objects.count()) == (again, 1)


def test_nothing_is_sent_empty(event, alice):
    with pytest.raises(DomainError) as caught:
        post_message(event=event, by=alice, text="  ", from_desk=False)

    assert caught.value.code == "event.message_empty"


def test_draft_has_no_conversation(make_event, alice):
    with pytest.raises(Conflict) as caught:
        post_message(event=make_event(), by=alice, text="Bonjour", from_desk=False)

    assert caught.value.code == "event.draft_has_no_thread"


def test_frozen_edition_is_closed(event, alice, committed):
    committed.phase = "frozen"
    committed.save()

    with pytest.raises(Conflict) as caught:
        post_message(event=event, by=alice, text="Bonjour", from_desk=False)
    assert caught.value.code == "edition.phase"


def test_mail_speaks_the_language_of_its_reader(event, alice, regina):
    regina.language = "en"
    regina.save()
    post_message(event=event, by=alice, text="Bonjour", from_desk=False)

    mail = Mail.objects.get(kind="event.message")
    assert mail.subject == "A message about “Un jardin partagé”"
    assert f"/en/bureau/moderation/{event.uid}/" in mail.body_text
