"""Invite organisations: first what would leave, then it leaves."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.members import list_members
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation
from semainier.staff.tests.factories import make_members


@pytest.fixture
def lines(edition: Edition, org_a: Organisation, org_b: Organisation, alice: User) -> dict[str, int]:
    """Put three organisations on the list: A has a person, B a mailbox, the third nothing."""
    members = [org_a, org_b, *make_members(1)]
    list_members(edition=edition, organisations=members, listed_on=dt.date(2026, 1, 1), by=None)
    listed = edition.listed_members.select_related("organisation")
    return {line.organisation.name: line.pk for line in listed}


def url_of(edition: Edition) -> str:
    return reverse("staff:listed_member_invite", args=[edition.slug])


def test_it_says_what_would_leave_and_writes_nothing(head: Client, edition: Edition, lines: dict[str, int]):
    summary = head.get(url_of(edition), {"choix": list(lines.values())}).context["summary"]

    assert (summary.people, summary.mailbox, summary.unreachable, summary.again) == (1, 1, 1, 0)
    assert not Mail.objects.exists()


def test_those_chosen_are_invited_and_who_cannot_be_reached_is_told(
    head: Client, edition: Edition, lines: dict[str, int], alice: User, org_b: Organisation
):
    response = head.post(url_of(edition), {"choix": list(lines.values())}, follow=True)

    assert sorted(Mail.objects.values_list("recipient_email", flat=True)) == sorted(
        [alice.email, org_b.email]
    )
    page = response.content.decode()
    assert "2 organismes sont invités" in page
    assert "1 n’a pas pu être joint" in page


def test_without_a_choice_all_are_meant_that_were_not_invited(
    head: Client, edition: Edition, lines: dict[str, int], org_a: Organisation
):
    head.post(url_of(edition), {"choix": [lines[org_a.name]]})

    summary = head.get(url_of(edition)).context["summary"]
    assert [line.organisation.name for line in summary.listed] == ["Le Toit des Flandres"]
    head.post(url_of(edition))

    assert Mail.objects.count() == 2
    assert "ont été invités" in head.get(url_of(edition)).content.decode()


def test_who_is_written_to_again_is_told(
    head: Client, edition: Edition, lines: dict[str, int], org_a: Organisation
):
    chosen = {"choix": [lines[org_a.name]]}
    head.post(url_of(edition), chosen)

    assert head.get(url_of(edition), chosen).context["summary"].again == 1
