"""The count is restated, then confirmed with that very number."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from semainier.core import clock
from semainier.mailings.models import Address
from semainier.rally.models import Segment, Sending
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import commit, frozen, list_all, make_member, make_person, only
from semainier.rally.tests.pages import page_of

CHECK = "/bureau/relances/nouvelle/verifier/"
CONFIRM = reverse("rally:sending_confirm")
ASKED = {"segment": "tous", "message": "commit", "quand": "maintenant"}


def confirm(client, shown, **changed):
    """Press the button of a page that was shown."""
    plan = shown.context["plan"]
    data = {
        "organisations": plan.organisations,
        "mails": plan.mails,
        "cle": shown.context["key"],
        **dict(shown.context["hidden"]),
        **changed,
    }
    return client.post(CONFIRM, data)


def test_numbers_are_restated_before_anything_leaves(head, network):
    response = head.get(CHECK, ASKED)

    page = page_of(response)
    assert "4 courriels partiraient" in page
    assert "4 reçoivent un courriel, sur 5" in page
    assert "Envoyer ces 4 courriels" in page
    assert not Sending.objects.exists()


def test_who_is_not_written_to_is_named_with_the_reason(head, network, charlie, fede):
    Address.objects.create(
        email=charlie.email, trouble="hard", trouble_at=clock.now(), suspended_at=clock.now()
    )
    frozen(fede, network, choice=only(network.a))
    dispatch_due()
    commit(network.edition, network.small)

    groups = head.get(CHECK, ASKED).context["restated"]

    assert [
        (group.word.split()[0], [line.listed.organisation for line in group.lines]) for group in groups
    ] == [
        ("Injoignables", [network.bare]),
        ("L’adresse", [network.b]),
        ("Retenus", [network.a]),
        ("C’est", [network.small]),
    ]


def test_first_recipient_reads_it_in_both_languages(head, network):
    response = head.get(CHECK, ASKED)

    assert list(response.context["letters"]) == ["fr", "en"]
    assert "Bonjour Alice," in response.content.decode()


def test_confirmed_sending_is_frozen_and_followed(head, network, fede):
    response = confirm(head, head.get(CHECK, ASKED))

    sending = Sending.objects.get()
    assert response["Location"] == reverse("rally:sending_detail", args=[sending.pk])
    assert (sending.mails, sending.matter, sending.confirmed_by, sending.association) == (
        4,
        "commit",
        fede,
        None,
    )
    assert sending.signature == "Fede\n{team}"


def test_changed_number_is_shown_again_and_nothing_leaves(head, network):
    shown = head.get(CHECK, ASKED)
    make_person(network.bare, "lea@logis.example")

    response = confirm(head, shown)

    assert response.status_code == 409
    assert "Les destinataires ont changé" in page_of(response)
    assert response.context["plan"].mails == 5
    assert not Sending.objects.exists()
    assert confirm(head, response).status_code == 302


def test_second_click_leads_to_the_same_sending(head, network):
    shown = head.get(CHECK, ASKED)

    first, second = confirm(head, shown), confirm(head, shown)

    assert first["Location"] == second["Location"]
    assert Sending.objects.count() == 1


def test_filters_and_hour_are_kept_to_the_end(head, network):
    hour = {"quand": "heure", "jour": "2026-05-22", "a": "09:30"}
    asked = {**ASKED, **hour, "segment": "filtres", "regions": "32"}

    shown = head.get(CHECK, asked)
    confirm(head, shown)

    sending = Sending.objects.get()
    assert sending.include == {"regions": ["32"]}
    assert sending.leaves_at == dt.datetime(2026, 5, 22, 9, 30, tzinfo=clock.PARIS)
    assert sending.audience == "Hauts-de-France"
    assert "22\xa0mai 2026, 9\xa0h\xa030 (heure de Paris)" in shown.content.decode()


def test_kept_segment_and_another_matter(head, network):
    segment = Segment.objects.create(edition=network.edition, name="Sud", include={"regions": ["75"]})

    confirm(head, head.get(CHECK, {**ASKED, "segment": segment.pk, "matter": "other"}))

    sending = Sending.objects.get()
    assert (sending.segment, sending.audience, sending.matter, sending.organisations) == (
        segment,
        "Sud",
        "other",
        4,
    )


def test_coordinator_writes_to_her_territory_under_her_name(desk, network, association):
    shown = desk.get(CHECK, ASKED)
    confirm(desk, shown)

    sending = Sending.objects.get()
    assert shown.context["plan"].organisations == 4
    assert (sending.association, sending.signature) == (association, "Regina\nAROSHA")


def test_nobody_to_write_to_has_no_button(head, network):
    response = head.get(CHECK, {**ASKED, "segment": "filtres", "etats": "unreachable"})

    assert "0 courriel partirait" in page_of(response)
    assert "Envoyer ce" not in page_of(response)
    assert (confirm(head, response).status_code, Sending.objects.count()) == (422, 0)


def test_matter_out_of_season_is_a_conflict(head, network):
    network.edition.phase = "counting"
    network.edition.save()

    response = head.get(CHECK, ASKED)

    assert (response.status_code, response["X-Error-Code"]) == (409, "sending.closed")


@pytest.mark.parametrize(
    "changed", [{"mails": "x"}, {"cle": "pas une clé"}, {"segment": ""}, {"message": "rien"}]
)
def test_confirmation_that_makes_no_sense_goes_back_to_the_form(head, network, changed):
    response = confirm(head, head.get(CHECK, ASKED), **changed)

    assert response["Location"].startswith("/bureau/relances/nouvelle/?")
    assert not Sending.objects.exists()


def test_confirmation_is_posted(head, network):
    assert head.get(CONFIRM).status_code == 405


def test_somebody_else_s_key_is_another_sending(head, desk, network):
    key = str(uuid4())
    confirm(head, head.get(CHECK, ASKED), cle=key)

    confirm(desk, desk.get(CHECK, {**ASKED, "matter": "other"}), cle=key)

    assert Sending.objects.count() == 2


def test_it_costs_the_same_for_three_and_for_five(head, network, django_assert_num_queries):
    with django_assert_num_queries(19):
        head.get(CHECK, ASKED)
    list_all(network.edition, [make_member(f"Autre {n}", email=f"a{n}@x.example") for n in range(2)])
    with django_assert_num_queries(19):
        head.get(CHECK, ASKED)
