"""How a field looks: label, help, error and control belong together."""

import re

import pytest
from django import forms


class Form(forms.Form):
    title = forms.CharField(label="Titre", help_text="Court.", max_length=5)
    text = forms.CharField(label="Texte", required=False, max_length=9, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Type", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="D’accord")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_field_ties_help_and_error_to_its_control() -> None:
    html = Form({"title": "trop long"})["title"].as_field_group()

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert '<p class="help" id="id_title_helptext">Court.</p>' in html
    assert 'id="id_title_error"' in html
    assert 'class="field text wrong"' in html


def test_field_says_that_it_is_optional() -> None:
    assert "(facultatif)" in Form()["text"].as_field_group()
    assert "(facultatif)" not in Form()["title"].as_field_group()


def test_field_keeps_the_class_of_its_widget() -> None:
    class Counted(forms.Form):
        people = forms.IntegerField(widget=forms.NumberInput(attrs={"class": "count"}))

    assert 'class="input count"' in str(Counted()["people"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("title", "text"), ("text", "text"), ("kind", "options"), ("agree", "check"), ("token", "hidden")],
)
def test_kind_of_field(name, kind) -> None:
    assert Form()[name].kind == kind


def test_options_are_a_fieldset_with_a_legend() -> None:
    html = Form()["kind"].as_field_group()

    assert '<fieldset class="field options"' in html
    assert re.search(r'<legend class="label">Type\s*</legend>', html)


def test_form_lists_its_errors_with_links_and_hides_nothing() -> None:
    html = str(Form({"title": "", "token": "x"}))

    assert '<a href="#id_title">Titre</a>' in html
    assert "3\u00a0points à compléter" in html
    assert '<input type="hidden" name="token" value="x"' in html


def test_form_without_data_lists_no_error() -> None:
    assert "error-summary" not in str(Form())


def test_missing_answer_is_said_without_blame() -> None:
    assert Form({"title": ""}).errors["title"] == ["Il manque une réponse."]
