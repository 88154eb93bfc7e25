"""A sending is confirmed with the number that was shown, once, and changes no more."""

import datetime as dt
from uuid import uuid4

import pytest

from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.organisations.access import reach_of
from semainier.organisations.models import Organisation
from semainier.rally.criteria import Choice, Criteria
from semainier.rally.models import Recipient, Sending
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.sendings import NumberChangedError, confirm_sending
from semainier.rally.tests.factories import EVERYWHERE, draft_of, make_person, send


def confirm(network, by, **changed):
    asked = {"organisations": 5, "mails": 4, "key": str(uuid4()), "reach": EVERYWHERE, **changed}
    return confirm_sending(draft=draft_of(network.edition), by=by, **asked)


def test_recipients_are_frozen_with_their_reasons(network, fede):
    sending = confirm(network, fede)

    assert (sending.organisations, sending.mails, sending.confirmed_by) == (5, 4, fede)
    assert sorted(sending.recipients.values_list("state", "reason")) == [
        ("skipped", "unreachable"), *[("waiting", "")] * 4,
    ]  # fmt: skip
    entry = AuditEntry.objects.get(verb="sending.confirmed")
    assert (entry.data["mails"], entry.edition_id) == (4, network.edition.pk)


@pytest.mark.parametrize("numbers", [{"organisations": 4}, {"mails": 5}, {"mails": 3, "organisations": 5}])
def test_another_number_is_refused_and_nothing_is_written(network, fede, numbers):
    with pytest.raises(NumberChangedError) as refused:
        confirm(network, fede, **numbers)

    assert (refused.value.code, refused.value.status) == ("sending.number_changed", 409)
    assert not Sending.objects.exists()
    assert not Recipient.objects.exists()


def test_double_click_is_one_sending(network, fede):
    key = str(uuid4())

    first, second = confirm(network, fede, key=key), confirm(network, fede, key=key)

    assert first == second
    assert Recipient.objects.count() == 5


def test_sending_to_nobody_is_refused(network, fede):
    with pytest.raises(DomainError, match="Personne ne recevrait de courriel"):
        send(fede, draft_of(network.edition, choice=Choice(Criteria(states=("unreachable",)))))


def test_matter_that_the_edition_does_not_take_is_a_conflict(network, fede):
    Edition.objects.update(phase="counting")
    network.edition.refresh_from_db()

    with pytest.raises(Conflict) as refused:
        send(fede, draft_of(network.edition))

    assert refused.value.code == "sending.closed"


def test_coordinator_freezes_her_territory_only(network, regina):
    sending = send(regina, draft_of(network.edition), reach=reach_of(regina, Permission.RALLY_SEND))

    found = set(sending.recipients.values_list("organisation__name", flat=True))
    assert found == {network.a.name, network.bare.name, network.box.name, network.small.name}


def test_frozen_recipients_stay_when_the_network_changes(network, fede, alice):
    sending = confirm(network, fede)
    before = list(sending.recipients.order_by("pk").values_list("organisation", "email", "name", "language"))

    make_person(network.bare, "neuf@logis.example")
    alice.email, alice.name, alice.language = "autre@x.example", "Autre", "en"
    alice.save()
    Organisation.objects.filter(pk=network.box.pk).update(email="")
    dispatch_due()

    assert before == list(
        sending.recipients.order_by("pk").values_list("organisation", "email", "name", "language")
    )


def test_text_is_a_copy(network, fede):
    draft = draft_of(network.edition)
    draft.message.name = "Le mien"
    draft.message.save()
    sending = send(fede, draft)

    draft.message.text = "Autre chose"
    draft.message.save()

    sending.refresh_from_db()
    assert sending.text.startswith("Bonjour {person}")


def test_hour_is_kept(network, fede):
    at = clock.now() + dt.timedelta(days=2)

    sending = send(fede, draft_of(network.edition, leaves_at=at))

    assert sending.leaves_at == at
    assert set(sending.recipients.values_list("leaves_at", flat=True)) == {at}
