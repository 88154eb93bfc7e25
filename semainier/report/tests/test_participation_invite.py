import pytest

from semainier.campaigns.models import ListedMember
from semainier.campaigns.services.editions import set_phase
from semainier.events.tests.desk import page_of
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member
from semainier.report.tests.factories import list_all, make_members


def url(edition):
    return f"/bureau/participation/{edition.slug}/inviter/"


@pytest.fixture
def silent(small, family, bob):
    """Four silent organisations: with a person, with a mailbox, without anything, and Habitat 004."""
    person, mailbox, nothing = make_members(3, [family], departments=["33"])
    Organisation.objects.filter(pk=nothing.pk).update(email="")
    Organisation.objects.filter(pk=mailbox.pk).update(email="boite@habitat.example")
    add_member(organisation=person, user=bob, role="communicator", by=None)
    list_all(small.edition, [person, mailbox, nothing])
    return [person, mailbox, nothing, small.four]


def asked(organisations):
    return {"organisme": [str(organisation.pk) for organisation in organisations]}


def test_summary_names_the_unreachable(client_of, fede, small, silent):
    response = client_of(fede).get(url(small.edition), asked([*silent, small.one]))

    summary = response.context["summary"]
    assert (summary.people, summary.mailbox, summary.mails) == (1, 2, 3)
    assert [row.organisation for row in summary.unreachable] == [silent[2]]
    assert response.context["left_out"] == 1
    assert not Mail.objects.exists()
    assert "[undefined" not in page_of(response)


def test_each_result_is_told(client_of, fede, bob, small, silent):
    response = client_of(fede).post(url(small.edition), asked([*silent, small.one]), follow=True)

    page = page_of(response)
    assert sorted(Mail.objects.values_list("recipient_email", flat=True)) == sorted(
        [bob.email, "boite@habitat.example", "contact@habitat-4.example"]
    )
    assert "3 organismes ont reçu une invitation." in page
    assert f"{silent[2].name} n’a pas d’adresse" in page
    assert "1 organisme n’a rien reçu" in page
    assert ListedMember.objects.filter(edition=small.edition, invited_at__isnull=False).count() == 3


def test_coordinator_writes_to_her_territory_only(client_of, regina, small, silent):
    client_of(regina).post(url(small.edition), asked([silent[1], small.four]))

    assert list(Mail.objects.values_list("recipient_email", flat=True)) == ["boite@habitat.example"]


def test_nobody_chosen_is_said(client_of, fede, small):
    response = client_of(fede).post(url(small.edition), {"organisme": ["x", str(small.one.pk)]}, follow=True)

    assert "rien n’est parti" in page_of(response)


def test_edition_that_takes_no_commitments_is_a_conflict(client_of, fede, small, silent):
    set_phase(edition=small.edition, phase="week", by=None)
    set_phase(edition=small.edition, phase="counting", by=None)

    response = client_of(fede).post(url(small.edition), asked(silent))

    assert (response.status_code, response["X-Error-Code"]) == (409, "edition.phase")
    assert not Mail.objects.exists()


def test_invitations_are_counted_on_the_board(client_of, fede, small):
    client_of(fede).post(url(small.edition), asked([small.four]))

    [row] = client_of(fede).get(f"/bureau/participation/{small.edition.slug}/").context["rows"]
    assert row.invitations == 1
