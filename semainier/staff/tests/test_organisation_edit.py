"""Change all that the federation keeps of a member."""

from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Organisation


def data_of(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name, "legal_name": organisation.legal_name, "siren": organisation.siren,
        "family": "oph", "department": "33", "city": organisation.city, "email": organisation.email,
    }  # fmt: skip


def test_a_change_is_saved_and_the_old_name_is_kept(head: Client, org_a: Organisation):
    data = {**data_of(org_a), "name": "Deux-Rives Habitat", "department": "40"}

    response = head.post(reverse("staff:organisation_edit", args=[org_a.pk]), data)

    old, fresh = org_a.name, Organisation.objects.get(pk=org_a.pk)
    assert response["Location"] == reverse("organisations:organisation_detail", args=[org_a.pk])
    assert (fresh.name, fresh.department_id, fresh.aliases.get().name) == ("Deux-Rives Habitat", "40", old)


def test_nothing_changed_is_said(head: Client, org_a: Organisation):
    response = head.post(reverse("staff:organisation_edit", args=[org_a.pk]), data_of(org_a), follow=True)

    assert "Rien n’avait changé" in response.content.decode()


def test_the_siren_of_another_is_refused(head: Client, org_a: Organisation, org_b: Organisation):
    data = {**data_of(org_a), "siren": org_b.siren}

    response = head.post(reverse("staff:organisation_edit", args=[org_a.pk]), data)

    assert list(response.context["form"].errors) == ["siren"]
    assert org_b.name in response.content.decode()
