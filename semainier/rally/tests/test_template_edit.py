"""Change a message; what was sent keeps its text."""

import pytest
from django.urls import reverse

from semainier.rally.tests.factories import make_template

DATA = {"name": "Autre", "matter": "other", "subject": "Objet", "text": "Texte"}


@pytest.fixture
def template(edition):
    return make_template(text="Avant")


@pytest.fixture
def url(template):
    return reverse("rally:template_edit", args=[template.pk])


def test_it_is_changed(head, url, template):
    assert head.get(url).context["form"]["text"].value() == "Avant"

    head.post(url, DATA)

    template.refresh_from_db()
    assert (template.name, template.matter, template.text) == ("Autre", "other", "Texte")


def test_unknown_placeholder_changes_nothing(head, url, template):
    response = head.post(url, {**DATA, "text": "{x}"})

    template.refresh_from_db()
    assert response.context["form"].errors.keys() == {"text"}
    assert template.text == "Avant"


def test_coordinator_changes_her_own_only(desk, url, template, association, org_b):
    assert desk.get(url).status_code == 403
    template.association = org_b
    template.save()
    assert desk.get(url).status_code == 404
    template.association = association
    template.save()
    assert desk.post(url, DATA).status_code == 302


def test_message_of_the_product_has_no_such_page(head, edition):
    assert head.get("/bureau/relances/modeles/commit/modifier/").status_code == 404
