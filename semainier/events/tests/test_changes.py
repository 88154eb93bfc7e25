from hypothesis import given
from hypothesis import strategies as st

from semainier.events.queries.changes import word_runs

WORDS = st.lists(st.sampled_from(["un", "jardin", "ouvre", "ses", "grilles", "demain"]), max_size=10).map(
    " ".join
)


def side(runs, *kinds):
    return " ".join(text for kind, text in runs if kind in kinds)


@given(WORDS, WORDS)
def test_runs_are_the_two_texts(old, new):
    runs = word_runs(old, new)

    assert side(runs, "same", "del") == old
    assert side(runs, "same", "ins") == new


@given(WORDS)
def test_equal_texts_have_no_change(text):
    assert all(kind == "same" for kind, _text in word_runs(text, text))


def test_long_passage_that_stayed_is_shortened():
    before = " ".join(f"mot{n}" for n in range(40))

    runs = word_runs(f"{before} fin", f"{before} début")

    assert runs == [("same", "… mot34 mot35 mot36 mot37 mot38 mot39"), ("del", "fin"), ("ins", "début")]
