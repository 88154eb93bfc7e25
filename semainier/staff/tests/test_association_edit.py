"""Change an association and, from a day on, its territory."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.core import clock
from semainier.organisations.models import Organisation
from semainier.staff.queries.registry import departments_of_association

TERRITORY = ["24", "33", "40", "47", "64"]


def post(head: Client, association: Organisation, **changes: Any) -> Any:
    data = {
        "name": "AROSHA",
        "department": "33",
        "email": association.email,
        "territory": TERRITORY,
        **changes,
    }
    return head.post(reverse("staff:association_edit", args=[association.pk]), data, follow=True)


def test_the_page_holds_its_departments_of_today(head: Client, association: Organisation):
    response = head.get(reverse("staff:association_edit", args=[association.pk]))

    assert response.context["form"].initial["territory"] == TERRITORY


def test_name_and_territory_are_saved(head: Client, association: Organisation):
    post(head, association, name="ARHLM", territory=["24", "33"])

    association.refresh_from_db()
    assert (association.name, departments_of_association(association)) == ("ARHLM", ["24", "33"])


def test_from_a_day_on_the_old_territory_holds_until_the_day_before(head: Client, association: Organisation):
    post(head, association, territory=["24", "33"], since="2026-07-01")

    assert departments_of_association(association) == TERRITORY
    with clock.at(dt.datetime(2026, 7, 1, 12, 0, tzinfo=clock.PARIS)):
        assert departments_of_association(association) == ["24", "33"]


def test_nothing_changed_is_said(head: Client, association: Organisation):
    assert "Rien n’avait changé" in post(head, association).content.decode()


def test_a_wrong_siren_is_told(head: Client, association: Organisation):
    assert list(post(head, association, siren="123456789").context["form"].errors) == ["siren"]
