"""Write a message, from nothing or from another."""

import pytest
from django.urls import reverse

from semainier.audit.models import AuditEntry
from semainier.rally.models import MessageTemplate
from semainier.rally.tests.factories import make_template

URL = "/bureau/relances/modeles/nouveau/"
DATA = {
    "name": "Rappel",
    "matter": "declare",
    "subject": "{edition}",
    "text": "Bonjour {person},\n\n{declare_link}",
}


def test_message_is_kept_and_shown(head, edition, fede):
    response = head.post(URL, DATA)

    template = MessageTemplate.objects.get()
    assert response["Location"] == reverse("rally:template_preview", args=[template.pk])
    assert (template.matter, template.association, template.created_by) == ("declare", None, fede)
    assert AuditEntry.objects.filter(verb="message_template.created").exists()


def test_message_of_a_coordinator_is_her_association_s(desk, edition, association):
    desk.post(URL, DATA)

    assert MessageTemplate.objects.get().association == association


@pytest.mark.parametrize("field", ["subject", "text", "subject_en", "text_en"])
def test_unknown_placeholder_is_refused_with_the_list(head, edition, field):
    data = {**DATA, "subject_en": "Hello", "text_en": "Hello", field: "Bonjour {prenom}"}

    response = head.post(URL, data)

    [error] = response.context["form"].errors[field]
    assert error.startswith("{prenom} n’existe pas. Vous pouvez utiliser\xa0: {organisation}, ")
    assert not MessageTemplate.objects.exists()
    assert "Bonjour {prenom}" in response.content.decode()


@pytest.mark.parametrize(("given", "missing"), [("subject_en", "text_en"), ("text_en", "subject_en")])
def test_english_is_whole_or_none(head, edition, given, missing):
    response = head.post(URL, {**DATA, given: "Hello"})

    assert response.context["form"].errors.keys() == {missing}


@pytest.mark.parametrize("field", ["name", "matter", "subject", "text"])
def test_what_is_needed_is_asked_for(head, edition, field):
    assert field in head.post(URL, {**DATA, field: ""}).context["form"].errors


def test_it_is_begun_from_another_one(head, edition):
    assert "Bonjour {person}" in head.get(URL, {"depuis": "declare"}).context["form"]["text"].value()
    own = make_template(text="Le nôtre")
    assert head.get(URL, {"depuis": own.pk}).context["form"]["text"].value() == "Le nôtre"
    assert head.get(URL, {"depuis": "aucun"}).status_code == 404


def test_placeholders_stand_beside(head, edition):
    assert "<code>{days_left}</code>" in head.get(URL).content.decode()
