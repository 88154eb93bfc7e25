"""Change the frame of an edition."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase

DATA = {
    "name": "Semaine 2026", "headline": "Ensemble", "introduction": "Venez.", "starts_on": "2026-06-06",
    "ends_on": "2026-06-15", "outcomes_until": "2026-06-30", "answer_days": "4", "contact_email": "", "is_public": "on",
}  # fmt: skip


def test_it_is_saved_and_on_record(head: Client, edition: Edition):
    response = head.post(reverse("staff:edition_edit", args=[edition.slug]), DATA)

    edition.refresh_from_db()
    assert response["Location"] == reverse("staff:edition_detail", args=[edition.slug])
    assert (edition.name, edition.ends_on) == ("Semaine 2026", dt.date(2026, 6, 15))
    assert AuditEntry.objects.get(verb="edition.updated").data["ends_on"] == ["2026-06-14", "2026-06-15"]


def test_days_the_wrong_way_round_are_told(head: Client, edition: Edition):
    url = reverse("staff:edition_edit", args=[edition.slug])

    response = head.post(url, {**DATA, "ends_on": "2026-06-01"})

    assert list(response.context["form"].errors) == ["ends_on"]
    edition.refresh_from_db()
    assert edition.ends_on == dt.date(2026, 6, 14)


def test_a_frozen_edition_is_not_changed(head: Client, edition: Edition):
    for phase in ("week", "counting", "frozen"):
        set_phase(edition=edition, phase=phase, by=None)

    response = head.post(reverse("staff:edition_edit", args=[edition.slug]), DATA)

    assert "figés" in response.content.decode() or response.context["form"].errors
    edition.refresh_from_db()
    assert edition.headline == "Habiter mieux"


def test_every_field_that_is_read_is_on_the_page(head: Client, edition: Edition):
    response = head.get(reverse("staff:edition_edit", args=[edition.slug]))

    page = response.content.decode()
    assert [name for name in response.context["form"].fields if f'name="{name}"' not in page] == []
