"""Add a regional association with its departments."""

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Organisation
from semainier.staff.queries.registry import departments_of_association

DATA = {"name": "Association du Nord", "department": "59", "territory": ["59", "62"]}


def test_it_is_added_with_its_territory(head: Client, federation: Organisation):
    response = head.post(reverse("staff:association_create"), DATA)

    made = Organisation.objects.get(kind="regional")
    assert response["Location"] == reverse("organisations:organisation_detail", args=[made.pk])
    assert departments_of_association(made) == ["59", "62"]


def test_a_department_that_another_holds_is_refused(head: Client, association: Organisation):
    response = head.post(reverse("staff:association_create"), {**DATA, "territory": ["33", "59"]})

    assert response.context["form"].errors["territory"] == [
        "Une autre association a déjà\u00a0: Gironde (AROSHA)."
    ]
    assert Organisation.objects.filter(kind="regional").count() == 1


def test_what_is_missing_is_told(head: Client, federation: Organisation):
    response = head.post(reverse("staff:association_create"), {"siren": "123"})

    assert sorted(response.context["form"].errors) == ["name", "territory"]


def test_a_wrong_siren_is_told(head: Client, federation: Organisation):
    response = head.post(reverse("staff:association_create"), {**DATA, "siren": "123456789"})

    assert list(response.context["form"].errors) == ["siren"]
