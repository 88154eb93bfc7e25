"""What a segment is made of, as it is stored, read and put into an address."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from semainier.organisations.sizes import Size
from semainier.rally.criteria import NAMES, PREFIX, Choice, Criteria, Matter, Situation
from semainier.rally.forms.segments import LEAVING_OUT
from semainier.report.queries.stages import Stage

WORDS = st.lists(st.text("abc-é 1", min_size=1, max_size=5), max_size=3, unique=True)
criteria = st.builds(
    lambda **said: Criteria(**{name: tuple(values) for name, values in said.items()}),
    regions=WORDS,
    families=WORDS,
    tags=WORDS,
    sizes=st.lists(st.sampled_from(Size.values), max_size=3, unique=True),
    states=st.lists(st.sampled_from(Situation.values), max_size=3, unique=True),
)


@given(criteria)
def test_what_is_stored_is_read_again(asked):
    assert Criteria.read(asked.stored()) == asked


@given(criteria, criteria)
def test_address_holds_every_filter_under_its_name(include, exclude):
    choice = Choice(include, exclude)

    said = QueryDict(choice.address())

    for name, values in include.stored().items():
        assert said.getlist(NAMES[name]) == values
    for name, values in exclude.stored().items():
        assert said.getlist(PREFIX + NAMES[name]) == values
    assert choice.has_conditions == bool(said)


def test_stages_of_the_board_keep_their_codes():
    """A link of the board filters by a stage: what the page calls silent is silent here."""
    own = {situation.value for situation in Situation}

    assert {stage.value for stage in Stage} - own == {"listed"}


def test_nothing_is_left_out_by_what_was_not_done():
    assert "lacking" not in LEAVING_OUT
    assert set(LEAVING_OUT) | {"lacking"} == set(NAMES)


@pytest.mark.parametrize("matter", list(Matter))
def test_every_matter_has_a_word(matter):
    assert str(matter.label) != matter.value


def test_names_of_addresses_do_not_collide():
    names = [*NAMES.values(), *(PREFIX + NAMES[name] for name in LEAVING_OUT)]

    assert len(set(names)) == len(names) == 11
