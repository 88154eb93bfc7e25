"""A mailbox that was written to and has no account: told, stopped, forgotten."""

from semainier.rally.addresses import erase_address, export_address
from semainier.rally.models import Reason, Recipient, RecipientState
from semainier.rally.tests.factories import draft_of, send

MAILBOX = "Petit@petit.example"


def test_what_was_sent_to_it_is_told(network, fede):
    send(fede, draft_of(network.edition))

    received = export_address(MAILBOX)["received"]

    assert [(row["organisation__name"], row["state"]) for row in received] == [("Logis Petit", "waiting")]
    assert export_address("personne@nulle-part.example") == {}


def test_what_waits_for_it_is_stopped_and_the_others_still_leave(network, fede):
    send(fede, draft_of(network.edition))
    others = Recipient.objects.filter(state=RecipientState.WAITING).count() - 1

    assert erase_address(MAILBOX) == 1

    row = Recipient.objects.get(organisation=network.small)
    assert (row.email, row.state, row.reason) == (
        "efface@invalid.example",
        RecipientState.SKIPPED,
        Reason.GONE,
    )
    assert Recipient.objects.filter(state=RecipientState.WAITING).count() == others
