"""What the tables refuse, and how a recipient shows its state."""

import pytest
from django.db import IntegrityError, transaction

from semainier.core import clock
from semainier.rally.models import (
    AutomaticReminder,
    MessageTemplate,
    OrganisationTag,
    Reason,
    Recipient,
    RecipientState,
    Segment,
    Sending,
)
from semainier.rally.models.sendings import SHAPES
from semainier.rally.tests.factories import draft_of, make_template, only, send


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


@pytest.fixture
def row(network, fede):
    return send(fede, draft_of(network.edition, choice=only(network.a))).recipients.get()


def test_skipped_recipient_has_a_reason_and_no_other(row):
    rows = Recipient.objects.filter(pk=row.pk)

    assert refused(lambda: rows.update(state="skipped"))
    assert refused(lambda: rows.update(reason="left"))
    assert rows.update(state="skipped", reason="left") == 1


def test_recipient_without_address_is_skipped(row):
    assert refused(lambda: Recipient.objects.filter(pk=row.pk).update(email=""))


def test_recipient_stands_once_in_a_sending(row):
    row.pk = None

    assert refused(row.save)


def test_cancel_has_a_date(row, fede):
    assert refused(lambda: Sending.objects.update(cancelled_by=fede))


def test_half_a_translation_is_refused(db):
    assert refused(lambda: make_template(subject_en="Hello"))
    assert make_template(subject_en="Hello", text_en="You").pk


def test_reminder_of_a_matter_that_has_none_is_refused(edition):
    assert refused(lambda: AutomaticReminder.objects.create(edition=edition, matter="commit"))


def test_tag_is_borne_once(org_a):
    OrganisationTag.objects.create(organisation=org_a, name="x")

    assert refused(lambda: OrganisationTag.objects.create(organisation=org_a, name="x"))


@pytest.mark.parametrize("state", list(RecipientState))
def test_every_state_has_a_shape_and_a_word(state):
    row = Recipient(state=state, reason=Reason.LEFT if state == "skipped" else "")

    assert SHAPES[state] == row.shape
    assert str(row.words) not in {"", state.value}


def test_state_of_the_outbox_is_shown_when_it_was_asked_for(row):
    row.now = "sent"

    assert (row.shape, str(row.words)) == ("yes", "Parti")


def test_things_are_called_by_their_names(row, edition, org_a):
    assert str(row) == "Alice"
    assert str(Recipient(organisation=org_a)) == org_a.name
    assert str(row.sending) == row.sending.subject
    assert (
        str(Segment(name="Sud"))
        == str(OrganisationTag(name="Sud"))
        == str(MessageTemplate(name="Sud"))
        == "Sud"
    )
    assert str(AutomaticReminder(edition=edition, matter="declare")).endswith("Déclarer un événement")


def test_what_was_removed_with_an_edition_goes_with_it(edition):
    Segment.objects.create(edition=edition, name="x", created_at=clock.now())
    AutomaticReminder.objects.create(edition=edition, matter="declare")

    edition.delete()

    assert (Segment.objects.count(), AutomaticReminder.objects.count()) == (0, 0)
