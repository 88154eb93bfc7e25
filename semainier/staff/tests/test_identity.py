"""The colours before they are saved: what is asked for, else those of the edition; never an error."""

import re
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.identity import check_hues, stylesheet
from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.staff.identity import Preview, preview_of, preview_stylesheet

EDITION = Edition(hue_a="#0f4c40", hue_b="#ffb58a")
HUES = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(st.text(max_size=10), st.text(max_size=10))
def test_whatever_is_asked_for_two_colours_come_out(hue_a: str, hue_b: str):
    preview = preview_of({"hue_a": hue_a, "hue_b": hue_b}, EDITION)

    assert all(re.fullmatch(r"#[0-9a-f]{6}", hue) for hue in (preview.hue_a, preview.hue_b))


@given(HUES, HUES)
def test_a_colour_asked_for_is_shown_and_stands_in_the_address(hue_a: str, hue_b: str):
    preview = preview_of({"hue_a": hue_a.upper(), "hue_b": hue_b}, EDITION)

    assert preview == Preview(hue_a, hue_b)
    assert parse_qs(preview.query) == {"hue_a": [hue_a], "hue_b": [hue_b]}


@given(HUES, HUES)
def test_what_the_preview_calls_readable_can_be_saved(hue_a: str, hue_b: str):
    preview = Preview(hue_a, hue_b)

    if preview.is_readable_a and preview.is_readable_b:
        check_hues(hue_a, hue_b)
    else:
        with pytest.raises(DomainError):
            check_hues(hue_a, hue_b)


@pytest.mark.parametrize("value", ["", "red", "#fff", "#12345g", "#1234567", " #123456"])
def test_what_is_no_colour_is_that_of_the_edition(value: str):
    assert preview_of({"hue_a": value}, EDITION) == Preview("#0f4c40", "#ffb58a")


@given(HUES, HUES)
def test_the_sheet_colours_nothing_but_the_preview(hue_a: str, hue_b: str):
    sheet = preview_stylesheet(Preview(hue_a, hue_b))

    assert ":root" not in sheet
    assert sheet.count(".identity-preview") == stylesheet(hue_a, hue_b).count(":root")
