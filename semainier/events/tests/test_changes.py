from hypothesis import given
from hypothesis import strategies as st

from semainier.events.queries.changes import changed_words, changes_since_read, word_runs
from semainier.events.services.declare import update_event
from semainier.events.tests.desk import plain, published

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


def test_codes_are_told_in_words(make_event):
    event = published(make_event)
    update_event(
        event=event, by=None, audience="invitation", picture="events/2026/arbre.png", picture_rights=True,
        picture_alt="Un arbre", picture_credit="A. Martin", kind="visit",
    )  # fmt: skip

    found = {
        change.label: (plain(change.old), plain(change.new))
        for change in changes_since_read([event])[event.pk]
    }

    assert found == {
        "Crédit": ("rien", "A. Martin"),
        "Ce que montre l’image": ("rien", "Un arbre"),
        "Droit d’utilisation": ("non", "oui"),
        "Image": ("rien", "arbre.png"),
        "Public": ("Ouvert à tous", "Sur invitation"),
        "Type": ("Autre", "Visite"),
    }


def test_point_that_was_moved(make_event):
    event = published(make_event, precision="exact", latitude=44.8, longitude=-0.5)
    update_event(event=event, by=None, latitude=44.9)

    [change] = changes_since_read([event])[event.pk]

    assert (change.label, change.new) == ("Position", "le repère a été déplacé")


def test_change_that_was_taken_back_is_none(make_event):
    event = published(make_event)
    update_event(event=event, by=None, venue="Ailleurs")
    update_event(event=event, by=None, venue="Jardin du bâtiment C")

    assert changed_words(changes_since_read([event])[event.pk]) == []
