"""A message filled in for one person, in her language."""

import datetime as dt

import pytest

from semainier.campaigns.models import Edition
from semainier.rally.letters import Party, Section, days_left, letter_of, spoken
from semainier.rally.models import MessageTemplate

DAY = dt.date(2026, 5, 20)
EDITION = Edition(
    name="La Semaine",
    starts_on=dt.date(2026, 6, 6),
    ends_on=dt.date(2026, 6, 14),
    outcomes_until=dt.date(2026, 7, 14),
)
ONE = Party("A", "Bretagne", "https://x/a", "https://x/da", (("«\xa0Fête\xa0»", "https://x/e"),))
TWO = Party("B", "Bretagne", "https://x/b", "https://x/db")


def letter(text, *parties, matter="commit", language="fr", person="Alice", signature="Fede\nAROSHA"):
    message = MessageTemplate(subject="Objet", text=text)
    section = Section(EDITION, matter, message, signature, person, parties or (ONE,))
    return letter_of([section], language, DAY)


def test_values_stand_in_the_text():
    told = letter("{person}|{organisation}|{edition}|{days_left}|{region}|{signature}")

    assert told.text == "Alice|A|La Semaine|17\xa0jours|Bretagne|Fede\nAROSHA"


def test_link_of_one_organisation_stands_alone():
    assert letter("Voir :\n{commit_link}").text == "Voir :\nhttps://x/a"


def test_links_of_several_stand_under_their_names():
    told = letter("{organisation}{commit_link}", ONE, TWO)

    assert told.text == "A et B\n\nA\xa0:\nhttps://x/a\n\nB\xa0:\nhttps://x/b"


def test_region_of_several_is_said_once():
    assert letter("{region}", ONE, TWO).text == "Bretagne"


def test_mailbox_is_called_by_its_organisation():
    assert letter("{person}", person="").text == "A"


def test_events_are_told_even_when_the_message_forgets_them():
    told = letter("Bonjour", matter="outcome")

    assert told.text == "Bonjour\n\n«\xa0Fête\xa0»\xa0:\nhttps://x/e"
    assert letter("Bonjour").text == "Bonjour"


def test_without_a_signature_the_team_signs():
    assert letter("{signature}", signature="").text == "L’équipe de La Semaine"
    assert letter("{signature}", signature="Fede\n{team}").text == "Fede\nL’équipe de La Semaine"


def test_subject_never_holds_two_lines():
    message = MessageTemplate(subject="{signature}", text="…")
    section = Section(EDITION, "other", message, "Fede\nAROSHA", "", (ONE,))

    assert letter_of([section], "fr", DAY).subject == "La Semaine"


@pytest.mark.parametrize(
    ("matter", "day", "days"),
    [
        ("commit", "2026-06-05", 1),
        ("commit", "2026-06-06", 8),
        ("declare", "2026-06-14", 0),
        ("declare", "2026-09-01", 0),
        ("outcome", "2026-07-13", 1),
    ],
)
def test_days_left_are_those_until_it_is_too_late(matter, day, days):
    assert days_left(EDITION, matter, dt.date.fromisoformat(day)) == days


def test_english_is_spoken_only_when_it_is_written():
    french = MessageTemplate(subject="Objet", text="Texte")
    both = MessageTemplate(subject="Objet", text="Texte", subject_en="Subject", text_en="Text {days_left}")

    assert [spoken(french, "en"), spoken(both, "en"), spoken(both, "fr")] == ["fr", "en", "fr"]
    told = letter_of([Section(EDITION, "commit", both, "", "Alice", (ONE,))], "en", DAY)
    assert (told.subject, told.text) == ("Subject", "Text 17\xa0days")


def test_several_messages_are_told_each_under_its_subject():
    sections = [
        Section(EDITION, "other", MessageTemplate(subject=word, text=f"Texte {word}"), "", "Alice", (ONE,))
        for word in ("Un", "Deux")
    ]

    told = letter_of(sections, "en", DAY)

    assert (told.language, told.subject) == ("fr", "La Semaine\xa0: 2 choses à faire")
    assert told.text == "Un\n\nTexte Un\n\n\nDeux\n\nTexte Deux"
