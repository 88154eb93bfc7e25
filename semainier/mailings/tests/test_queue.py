"""Putting mails into the outbox."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import queue_mail, queue_template_mail, render_mail
from semainier.mailings.states import Priority, State
from semainier.mailings.tests.factories import make_mail, make_user

pytestmark = pytest.mark.django_db


def test_queue_mail_asks_after_the_address_and_writes_one_row(django_assert_num_queries):
    alice = make_user()

    with django_assert_num_queries(2):
        mail = queue_mail(
            kind="event.published",
            to_email=" alice@a.example ",
            to_name="Alice",
            user=alice,
            subject="Votre événement est publié",
            text="Bonjour,\n\nIl est au programme.",
            organisation_id=7,
        )

    mail.refresh_from_db()
    assert (mail.state, mail.priority, mail.attempts) == (State.QUEUED, Priority.NORMAL, 0)
    assert (mail.recipient_email, mail.recipient_name, mail.user_id) == ("alice@a.example", "Alice", alice.pk)
    assert (mail.language, mail.organisation_id, mail.created_at) == ("fr", 7, clock.now())
    assert mail.body_text == "Bonjour,\n\nIl est au programme.\n"
    assert "<p>\nIl est au programme.\n</p>" in mail.body_html


def test_message_id_ends_with_the_host_of_the_public_address(settings):
    settings.SEMAINIER_URL = "https://semaine.union.example:8443"

    mail = make_mail()

    assert re.fullmatch(r"<[0-9a-f-]{36}@semaine\.union\.example>", mail.message_id)


def test_message_id_has_a_host_whatever_the_public_address(settings):
    settings.SEMAINIER_URL = "http://[::1]:8000"

    assert make_mail().message_id.endswith("@localhost>")


def test_the_same_key_queues_one_mail():
    first = make_mail(dedup_key="outcome:12:alice", subject="Premier")

    second = make_mail(dedup_key="outcome:12:alice", subject="Second")

    assert second == first
    assert [mail.subject for mail in Mail.objects.all()] == ["Premier"]


def test_without_a_key_each_call_queues_a_mail():
    assert make_mail() != make_mail()


@transaction.atomic
def _queue_then_fail():
    make_mail()
    Mail.objects.get(kind="no such kind")


def test_a_mail_does_not_outlive_its_transaction():
    with pytest.raises(ObjectDoesNotExist):
        _queue_then_fail()

    assert Mail.objects.count() == 0


@pytest.mark.parametrize("address", ["", "alice", "alice@", "é@a.example", "a@b.example\nBcc: c@d.example"])
def test_an_address_that_cannot_be_written_to_is_held_back(address):
    mail = make_mail(to_email=address)

    assert (mail.state, mail.last_error) == (State.SUPPRESSED, "On ne peut pas écrire à cette adresse.")


def test_a_closed_account_gets_no_mail():
    mail = make_mail(user=make_user(is_active=False))

    assert (mail.state, mail.last_error) == (State.SUPPRESSED, "Le compte de cette personne est fermé.")


def test_line_breaks_never_reach_a_header():
    mail = make_mail(
        subject="Fête\r\nBcc: eve@x.example", to_name="Alice\nMartin", headers={"X-Campaign": "a\r\nb"}
    )

    assert mail.subject == "Fête Bcc: eve@x.example"
    assert (mail.recipient_name, mail.headers) == ("Alice Martin", {"X-Campaign": "a b"})


@pytest.mark.parametrize("name", ["From", "Message-ID", "bcc", "X Y", "Té", ""])
def test_a_caller_cannot_set_our_headers(name):
    with pytest.raises(ValueError, match="not a header"):
        make_mail(headers={name: "x"})


def test_expiry_is_kept():
    until = clock.now() + dt.timedelta(minutes=15)

    assert make_mail(expires_at=until).expires_at == until


@pytest.fixture
def template(settings, tmp_path):
    """Two templates beside those of the apps: a good one and one without a subject."""
    (tmp_path / "good.txt").write_text(
        "{# a mail #}\nSubject: {{ event }}, {% translate 'Send again' %}\n"
        "\n\n\nBonjour & {{ event }},\n\n{{ SITE_URL }}\n"
    )
    (tmp_path / "bad.txt").write_text("Bonjour,\n")
    options = settings.TEMPLATES[0]
    settings.TEMPLATES = [options | {"DIRS": [tmp_path]}]


def test_template_mail_takes_address_name_and_language_of_a_person(template):
    bob = make_user("bob@a.example", name="Bob", language="en")

    context = {"event": "L’été <à> nous"}
    mail = queue_template_mail(kind="event.published", template="good", context=context, user=bob)

    assert (mail.recipient_email, mail.recipient_name, mail.user, mail.language) == (
        "bob@a.example",
        "Bob",
        bob,
        "en",
    )
    assert mail.subject == "L’été <à> nous, Send again"
    assert mail.body_text == "Bonjour & L’été <à> nous,\n\nhttp://localhost:8000\n"
    assert "Bonjour &amp; L’été &lt;à&gt; nous," in mail.body_html


def test_template_mail_to_an_address_speaks_french(template):
    mail = queue_template_mail(
        kind="invitation",
        template="good",
        context={"event": "Fête"},
        to_email="x@y.example",
        to_name="Xavier",
        priority=Priority.BULK,
        sensitive=True,
        dedup_key="k",
        organisation_id=3,
    )

    assert (mail.recipient_email, mail.recipient_name, mail.user) == ("x@y.example", "Xavier", None)
    assert (mail.subject, mail.language) == ("Fête, Renvoyer", "fr")
    assert (mail.priority, mail.is_sensitive, mail.dedup_key, mail.organisation_id) == (
        Priority.BULK,
        True,
        "k",
        3,
    )


def test_a_template_without_subject_is_a_defect(template):
    with pytest.raises(ValueError, match=r"bad\.txt: the first line must begin with “Subject:”"):
        render_mail(template="bad", context={}, language="fr")


def test_a_mail_reads_by_its_subject():
    assert str(make_mail()) == "Invitation"
    assert str(make_mail(subject="")) == "invitation"
