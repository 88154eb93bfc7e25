"""Put members on the list: all of them, or some."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import archive_organisation
from semainier.staff.tests.factories import make_members


def url_of(edition: Edition) -> str:
    return reverse("staff:listed_member_add", args=[edition.slug])


def listed(edition: Edition) -> list[tuple[str, dt.date]]:
    lines = edition.listed_members.order_by("organisation__name")
    return list(lines.values_list("organisation__name", "listed_on"))


def test_all_active_members_are_put_on_it_from_a_day_on(
    head: Client, committed: Edition, org_a: Organisation
):
    one, gone = make_members(2)
    archive_organisation(organisation=gone, by=None)

    response = head.post(url_of(committed), {"tous": "1", "since": "2026-02-01"}, follow=True)

    assert listed(committed) == [(org_a.name, dt.date(2026, 1, 1)), (one.name, dt.date(2026, 2, 1))]
    assert "1 organisme est maintenant sur la liste" in response.content.decode()


def test_only_those_ticked_are_put_on_it(head: Client, edition: Edition):
    _one, two, _three = make_members(3)

    head.post(url_of(edition), {"choix": [str(two.pk), "nonsense"], "since": "2026-02-01"})

    assert listed(edition) == [(two.name, dt.date(2026, 2, 1))]


def test_it_is_searched_and_says_when_nobody_is_left(head: Client, edition: Edition, org_a: Organisation):
    make_members(2)
    found = head.get(url_of(edition), {"q": "logis 2"}).context["page_obj"]
    assert [organisation.name for organisation in found] == ["Logis 2"]

    head.post(url_of(edition), {"tous": "1", "since": "2026-02-01"})

    assert "Tous les membres actifs sont sur la liste" in head.get(url_of(edition)).content.decode()


def test_a_wrong_day_writes_nothing(head: Client, edition: Edition, org_a: Organisation):
    response = head.post(url_of(edition), {"tous": "1", "since": "soon"})

    assert list(response.context["form"].errors) == ["since"]
    assert listed(edition) == []
