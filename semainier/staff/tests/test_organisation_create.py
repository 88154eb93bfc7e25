"""Add one member by hand."""

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Family, Organisation
from semainier.organisations.siren import complete

SIREN = complete("00100200")
DATA = {
    "name": "Logis d’Oc",
    "siren": f"{SIREN[:3]} {SIREN[3:6]} {SIREN[6:]}",
    "department": "34",
    "website": "logis.example",
}


def test_it_is_added_through_the_service(head: Client, family: Family):
    response = head.post(reverse("staff:organisation_create"), {**DATA, "family": "oph"})

    made = Organisation.objects.members().get()
    assert response["Location"] == reverse("organisations:organisation_detail", args=[made.pk])
    assert (made.siren, made.family, made.department_id) == (SIREN, family, "34")
    assert made.website == "https://logis.example"


def test_what_is_wrong_stands_beside_its_field(head: Client, org_a: Organisation):
    wrong = {
        "siren": [{"siren": "123456789"}, {"siren": org_a.siren}, {"siren": SIREN.lstrip("0")}],
        "department": [{"department": ""}],
        "name": [{"name": ""}],
    }

    for field, cases in wrong.items():
        for case in cases:
            response = head.post(reverse("staff:organisation_create"), {**DATA, **case})
            assert list(response.context["form"].errors) == [field]
    assert Organisation.objects.members().count() == 1


def test_the_identifier_of_another_is_refused(head: Client, org_a: Organisation):
    Organisation.objects.filter(pk=org_a.pk).update(external_id="F-1")

    response = head.post(reverse("staff:organisation_create"), {**DATA, "external_id": "F-1"})

    assert list(response.context["form"].errors) == ["external_id"]
