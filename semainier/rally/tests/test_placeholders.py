"""The words in braces: refused when unknown, filled in once."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from semainier.rally.builtin import MODELS
from semainier.rally.placeholders import PLACEHOLDERS, check_placeholders, fill, uses

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


def test_unknown_placeholder_is_refused_with_the_list():
    with pytest.raises(ValidationError) as refused:
        check_placeholders("Bonjour {prenom}, {edition} {prenom} {}")

    [message] = refused.value.messages
    assert message.startswith("{prenom}, {} n’existe pas. Vous pouvez utiliser\xa0: {organisation}, {person}")


@pytest.mark.parametrize(
    "text", ["", "sans rien", "{edition} et {signature}", "{ ouvert", "fermé }", "{a\nb}"]
)
def test_known_words_and_lone_braces_are_taken(text):
    check_placeholders(text)


def test_value_with_braces_is_not_filled_in_again():
    assert fill("{organisation}", {"organisation": "{edition}", "edition": "2026"}) == "{edition}"


@given(st.text())
def test_text_without_placeholders_stays_as_it_is(text):
    try:
        check_placeholders(text)
    except ValidationError:
        return

    if not any(uses(text, name) for name in PLACEHOLDERS):
        assert fill(text, VALUES) == text


@given(st.lists(st.sampled_from([*PLACEHOLDERS, "…"]), max_size=6))
def test_every_placeholder_is_filled_in(names):
    text = " ".join(f"{{{name}}}" if name in PLACEHOLDERS else name for name in names)

    assert fill(text, VALUES) == " ".join(VALUES.get(name, name) for name in names)


@pytest.mark.parametrize("code", list(MODELS))
def test_messages_of_the_product_use_known_words_in_both_languages(code):
    template = MODELS[code].template()

    for text in (template.subject, template.text, template.subject_en, template.text_en):
        check_placeholders(text)
    assert template.text != template.text_en
    assert len(template.subject) <= 150
    assert uses(template.text, "signature")
