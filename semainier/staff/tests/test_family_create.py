"""Add a family."""

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Family


def test_it_is_added(head: Client):
    data = {"code": "coop-hlm", "name": "Coopérative Hlm", "name_en": "Housing cooperative", "order": "3"}

    response = head.post(reverse("staff:family_create"), data)

    made = Family.objects.get()
    assert response["Location"] == reverse("staff:family_list")
    assert (made.pk, made.name, made.name_en, made.order) == (*tuple(data.values())[:3], 3)


def test_a_code_in_use_or_with_spaces_is_told(head: Client, family: Family):
    for code in ("oph", "co op"):
        response = head.post(reverse("staff:family_create"), {"code": code, "name": "X", "order": "0"})
        assert list(response.context["form"].errors) == ["code"]
    assert Family.objects.get().name == family.name
