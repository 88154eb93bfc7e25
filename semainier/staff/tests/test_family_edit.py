"""Change a family; its code stays."""

from django.test import Client
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.organisations.models import Family


def test_name_and_place_are_saved(head: Client, family: Family):
    data = {"code": "other", "name": "Office public", "name_en": "", "order": "7"}

    head.post(reverse("staff:family_edit", args=["oph"]), data)

    changed = Family.objects.get()
    assert (changed.pk, changed.name, changed.order) == ("oph", "Office public", 7)
    assert AuditEntry.objects.get(verb="family.updated").object_id == "oph"


def test_an_empty_name_is_told(head: Client, family: Family):
    response = head.post(reverse("staff:family_edit", args=["oph"]), {"name": "", "order": "0"})

    assert list(response.context["form"].errors) == ["name"]
