"""Following an organisation up: what is known of it, who takes care, what was said."""

import datetime as dt

import pytest
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.campaigns.models import ContactNote, ListedMember
from semainier.campaigns.services.follow_up import follow, note_contact
from semainier.campaigns.services.help import ask_help
from semainier.core import clock
from semainier.core.errors import DomainError


def listed_of(organisation):
    return ListedMember.objects.get(organisation=organisation)


def url(listed, name="report:member_follow", *more):
    return reverse(name, args=[listed.edition.slug, listed.pk, *more])


def test_page_says_where_the_organisation_stands(client_of, fede, small):
    page = client_of(fede).get(url(listed_of(small.one))).content.decode()

    assert "Ont un événement publié" in page
    assert "contact@habitat-" not in page  # the first has no mailbox
    assert "[undefined" not in page


def test_page_shows_contacts_mails_and_help(client_of, regina, alice, committed, org_a):
    listed = listed_of(org_a)
    note_contact(listed=listed, channel="call", words="Rappeler lundi", by=regina)
    ask_help(edition=committed, organisation=org_a, needs=["ideas"], words="", by=alice)

    page = client_of(regina).get(url(listed)).content.decode()

    assert "Rappeler lundi" in page
    assert "Nous cherchons une idée" in page


def test_contact_is_noted_now(client_of, regina, committed, org_a):
    listed = listed_of(org_a)

    response = client_of(regina).post(
        url(listed, "report:contact_note"), {"channel": "call", "words": "Intéressés"}
    )

    note = ContactNote.objects.get()
    assert response["Location"] == url(listed)
    assert (note.channel, note.words, note.by, note.at) == ("call", "Intéressés", regina, clock.now())


def test_contact_of_an_earlier_day(client_of, regina, committed, org_a):
    listed = listed_of(org_a)

    client_of(regina).post(url(listed, "report:contact_note"), {"channel": "mail", "day": "2026-05-18"})

    assert ContactNote.objects.get().at == dt.datetime(2026, 5, 18, 12, tzinfo=clock.PARIS)


def test_contact_to_come_is_refused_and_nothing_is_lost(client_of, regina, committed, org_a):
    data = {"channel": "meeting", "day": "2026-05-21", "words": "Chez eux"}

    page = client_of(regina).post(url(listed_of(org_a), "report:contact_note"), data)

    assert page.status_code == 200
    assert "Chez eux" in page.content.decode()
    assert not ContactNote.objects.exists()


def test_service_refuses_the_future(regina, committed, org_a):
    with pytest.raises(DomainError) as refused:
        note_contact(
            listed=listed_of(org_a),
            channel="call",
            words="",
            by=regina,
            at=clock.now() + dt.timedelta(hours=1),
        )

    assert refused.value.code == "contact.future"


def test_own_note_can_be_taken_back(client_of, regina, committed, org_a):
    listed = listed_of(org_a)
    note = note_contact(listed=listed, channel="note", words="Erreur", by=regina)

    client_of(regina).post(url(listed, "report:contact_forget", note.pk))

    assert not ContactNote.objects.exists()
    assert AuditEntry.objects.filter(verb="edition.contact_forgotten").count() == 1


def test_note_of_another_stays(client_of, regina, fede, committed, org_a):
    listed = listed_of(org_a)
    note = note_contact(listed=listed, channel="note", words="", by=fede)

    assert client_of(regina).post(url(listed, "report:contact_forget", note.pk)).status_code == 403
    assert ContactNote.objects.exists()


def test_somebody_takes_care(client_of, regina, fede, committed, org_a):
    listed = listed_of(org_a)

    client_of(regina).post(url(listed, "report:member_assign"), {"person": fede.pk})

    listed.refresh_from_db()
    assert listed.followed_by == fede


def test_nobody_takes_care_any_more(client_of, regina, committed, org_a):
    listed = follow(listed=listed_of(org_a), person=regina, by=regina)

    client_of(regina).post(url(listed, "report:member_assign"), {"person": ""})

    listed.refresh_from_db()
    assert listed.followed_by is None


def test_member_cannot_be_the_one_who_takes_care(client_of, regina, alice, committed, org_a):
    listed = listed_of(org_a)

    page = client_of(regina).post(url(listed, "report:member_assign"), {"person": alice.pk}, follow=True)

    listed.refresh_from_db()
    assert listed.followed_by is None
    assert "choisissez quelqu’un de la région" in page.content.decode()


def test_taking_care_twice_is_recorded_once(regina, committed, org_a):
    listed = listed_of(org_a)
    for _again in range(2):
        follow(listed=listed, person=regina, by=regina)

    assert AuditEntry.objects.filter(verb="edition.member_followed").count() == 1


def test_chosen_organisations_are_taken_care_of(client_of, fede, small):
    address = reverse("report:participation_follow", args=[small.edition.slug])

    client_of(fede).post(address, {"organisme": [small.three.pk, small.four.pk, "x"]})

    mine = ListedMember.objects.filter(followed_by=fede).values_list("organisation", flat=True)
    assert set(mine) == {small.three.pk, small.four.pk}


def test_organisations_elsewhere_are_left_alone(client_of, regina, small):
    address = reverse("report:participation_follow", args=[small.edition.slug])

    page = client_of(regina).post(address, {"organisme": [small.three.pk]}, follow=True)

    assert not ListedMember.objects.filter(followed_by__isnull=False).exists()
    assert "rien n’a changé" in page.content.decode()


@pytest.mark.parametrize(("follower", "found"), [("-", 3), ("mine", 1)])
def test_list_by_who_takes_care(client_of, fede, small, follower, found):
    follow(listed=listed_of(small.one), person=fede, by=fede)
    asked = fede.pk if follower == "mine" else follower

    response = client_of(fede).get(
        reverse("report:participation_list", args=[small.edition.slug]), {"etape": "listed", "suivi": asked}
    )

    assert response.context["page_obj"].paginator.count == found


def test_list_by_size(client_of, fede, small):
    response = client_of(fede).get(
        reverse("report:participation_list", args=[small.edition.slug]), {"etape": "listed", "taille": "s"}
    )

    assert response.context["page_obj"].paginator.count == 4


@pytest.mark.parametrize("name", ["report:member_follow", "report:contact_note", "report:member_assign"])
def test_other_territory_is_not_known(client_of, regina, small, name):
    client = client_of(regina)
    address = url(listed_of(small.three), name)

    assert (client.get if name == "report:member_follow" else client.post)(address).status_code == 404


def test_member_may_not(client_of, alice, committed, org_a):
    assert client_of(alice).get(url(listed_of(org_a))).status_code == 403
