"""The mails of the morning: at seven on working days, one to a moderator, one to the head, none for nothing."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.events.queries.digest import digest_of
from semainier.events.queries.late import open_editions
from semainier.events.services.declare import update_event
from semainier.events.services.digest import is_due, send_digests
from semainier.events.services.moderation import submit_event
from semainier.events.services.trust import give_trust
from semainier.events.tests.desk import plain, published, submitted
from semainier.events.tests.test_alert_create import alert
from semainier.mailings.models import Mail
from semainier.organisations.access import Reach
from semainier.organisations.services.organisations import create_organisation, set_territory
from semainier.organisations.services.people import add_member

MORNING = dt.datetime(2026, 5, 20, 7, 5, tzinfo=clock.PARIS)


def moment(day, hour, month=5):
    return dt.datetime(2026, month, day, hour, tzinfo=clock.PARIS)


def sent(kind="moderation.digest"):
    return list(Mail.objects.filter(kind=kind).order_by("recipient_email"))


def morning(days=0):
    return clock.at(MORNING + dt.timedelta(days=days))


def test_moderator_learns_what_waits_and_what_is_late(make_event, regina, fede):
    submitted(make_event, "Le verger", days_ago=8)
    submitted(make_event, "Le jardin", days_ago=1)
    with morning():
        send_digests()

    [mail] = sent()
    text = plain(mail.body_text)
    assert (mail.user, plain(mail.subject), mail.topic) == (
        regina,
        "2 événements vous attendent",
        "moderation.digest",
    )
    assert "1 événement attend depuis plus longtemps que promis : commencez par lui." in text
    assert "– « Le verger », Habitat des Deux-Rives : 5 jours ouvrés (en retard)" in text
    assert "– « Le jardin », Habitat des Deux-Rives : 1 jour ouvré\n" in text
    assert "[undefined" not in text + mail.body_html


def test_no_mail_when_there_is_nothing(regina, edition):
    with morning():
        assert (send_digests(), sent()) == (0, [])


def test_once_a_day_even_when_the_job_runs_often(make_event, regina):
    submitted(make_event)
    with morning():
        assert (send_digests(), send_digests()) == (1, 0)
    with morning(1):
        assert send_digests() == 1
    assert len(sent()) == 2


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (moment(20, 6), False),
        (moment(20, 7), True),
        (moment(20, 11), True),
        (moment(20, 12), False),
        (moment(23, 7), False),  # Saturday
        (moment(25, 8), False),  # Whit Monday
        (moment(26, 8), True),
        (moment(14, 8, month=7), False),
    ],
)
def test_hours_of_the_digest(db, now, due):
    assert is_due(now) == due


def test_changes_draws_and_reports_are_told_too(make_event, regina, org_a):
    update_event(event=published(make_event, "Modifié"), by=None, venue="Ailleurs")
    alert(published(make_event, "Signalé"))
    give_trust(organisation=org_a, by=regina)
    submit_event(event=make_event(title="Tiré"), by=None)
    with morning():
        send_digests()

    text = plain(sent()[0].body_text)
    assert plain(sent()[0].subject) == "De la lecture à votre bureau"
    assert "1 événement publié a été modifié." in text
    assert "1 événement publié en confiance est à relire après coup." in text
    assert "1 signalement de visiteur est ouvert." in text


def test_head_gets_the_list_of_what_was_handed_over(make_event, regina, fede):
    submitted(make_event, "Le verger", days_ago=8)
    with morning():
        send_digests()

    [mail] = sent("moderation.escalated")
    text = plain(mail.body_text)
    assert (mail.user, plain(mail.subject)) == (fede, "1 événement hors du délai promis")
    assert "« Le verger »" in text
    assert "vue=hors-delai" in text
    assert "[undefined" not in text


def test_head_learns_who_is_missing(make_event, association, fede):
    submitted(make_event)
    with morning():
        send_digests()

    assert "Personne ne modère pour : AROSHA." in plain(sent("moderation.escalated")[0].body_text)
    assert sent() == []


def test_person_of_two_associations_gets_one_mail(make_event, regina, org_b):
    other = create_organisation(kind="regional", name="URH du Nord", by=None)
    set_territory(association=other, departments=["59"], by=None)
    add_member(organisation=other, user=regina, role="coordinator", by=None)
    submitted(make_event, "Un")
    event = submitted(make_event, "Deux")
    type(event).objects.filter(pk=event.pk).update(organisation=org_b)
    with morning():
        assert send_digests() == 1

    assert plain(sent()[0].subject) == "2 événements vous attendent"


def test_long_list_is_cut_and_counted(make_event, regina):
    for number in range(12):
        submitted(make_event, f"Événement {number}")
    with morning():
        send_digests()

    assert "et 2 autres" in plain(sent()[0].body_text)


def test_digest_speaks_the_language_of_its_reader(make_event, regina):
    regina.language = "en"
    regina.save()
    submitted(make_event)
    with morning():
        send_digests()

    assert sent()[0].subject == "1 event waits for you"


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(make_event, regina, django_assert_num_queries, number):
    for n in range(number):
        submitted(make_event, f"Événement {n}", days_ago=n)
    editions = open_editions()

    with django_assert_num_queries(6):
        digest_of(Reach(everything=True), editions, clock.now())
