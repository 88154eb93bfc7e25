"""The mails to an organiser: subject, what to do, one link, who answers, in both languages."""

import re

import pytest

from semainier.accounts.models import User
from semainier.core.typography import NNBSP
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, refuse_event, request_changes, submit_event
from semainier.events.services.outcomes import ask_outcome, event_by_outcome_token
from semainier.events.tests.space import MakeEvent, at
from semainier.mailings.models import Mail
from semainier.organisations.models import AssociationTerritory

STEPS = {"publish": publish_event, "request_changes": request_changes, "refuse": refuse_event}


@pytest.fixture
def submitted(make_event: MakeEvent, alice: User) -> Event:
    return submit_event(event=make_event(), by=alice)


def links(mail: Mail) -> list[str]:
    return re.findall(r"https?://\S+", mail.body_text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("step", sorted(STEPS))
def test_decision_is_told(submitted: Event, alice: User, regina: User, step: str, language: str) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    STEPS[step](event=submitted, by=regina, message="Précisez l’entrée du jardin.")

    mail = Mail.objects.get()
    prefix = "/en" if language == "en" else ""
    assert (mail.language, links(mail)) == (
        language,
        [f"http://localhost:8000{prefix}{at('events:event_detail', submitted)}"],
    )
    assert "Un jardin partagé" in mail.subject
    assert "Précisez l’entrée du jardin." in mail.body_text
    assert mail.body_text.rstrip().endswith("AROSHA – arosha@arosha.example")
    assert "[undefined" not in mail.subject + mail.body_text + mail.body_html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_outcome_link_works_and_is_removed_after_sending(
    submitted: Event, alice: User, language: str
) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    ask_outcome(event=submitted)

    mail = Mail.objects.get()
    (link,) = links(mail)
    assert event_by_outcome_token(link.rstrip("/").rpartition("/")[2]) == submitted
    assert (mail.is_sensitive, "Un jardin partagé" in mail.subject) == (True, True)
    assert "[undefined" not in mail.subject + mail.body_text


def test_head_office_signs_where_there_is_no_association(make_event: MakeEvent, alice: User) -> None:
    AssociationTerritory.objects.all().delete()
    publish_event(event=submit_event(event=make_event(), by=alice), by=None)

    assert "AROSHA" not in Mail.objects.get().body_text


def test_text_is_not_escaped(make_event: MakeEvent, alice: User) -> None:
    publish_event(event=submit_event(event=make_event(title="Fête & <goûter>"), by=alice), by=None)

    mail = Mail.objects.get()
    assert (
        "Fête & <goûter>" in mail.subject,
        "&amp;" in mail.body_text,
        NNBSP + NNBSP in mail.body_text,
    ) == (True, False, False)
