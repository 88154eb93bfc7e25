"""What stands against writing to an address: what it was sent before, whether it is suspended or has left."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import Exists, Max, OuterRef, Q

from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.core.batches import batched
from semainier.rally.criteria import Matter
from semainier.rally.models import Recipient, RecipientState
from semainier.rally.models.sendings import COUNTED
from semainier.rally.queries.conditions import untold
from semainier.rally.rules import Past

# How many addresses one statement names: databases limit their parameters.
AT_ONCE = 2_000
Asked = dict[int, dt.datetime]
Addressees = Mapping[str, int | None]  # addresses with the key of their person, None for a mailbox


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Return the values in lists that one statement can name."""
    return batched(sorted(values), AT_ONCE)


def times_sent(
    edition: Edition, matter: str, people: Addressees, *, planned: bool
) -> dict[str, list[dt.datetime]]:
    """Return when each person was written to about a matter, once for each sending, by her address of today.

    Also what went to an address that she had before. With `planned` also what waits for its hour. One query for 2,000.
    """
    states = (*COUNTED, RecipientState.WAITING) if planned else COUNTED
    rows = Recipient.objects.filter(
        state__in=states, sending__edition=edition, sending__matter=matter
    ).order_by()
    found: dict[str, dict[int, dt.datetime]] = defaultdict(dict)
    own = {user: email for email, user in people.items() if user}
    for some in chunks(people):
        users = [user for email in some if (user := people[email])]
        mails = rows.filter(Q(email__in=some) | Q(user__in=users)).values_list("email", "user", "sending")
        for email, user, sending, at in mails.annotate(at=Max("leaves_at")):
            for address in {email, own.get(user, email)}:
                found[address][sending] = max(at, found[address].get(sending, at))
    return {email: sorted(sendings.values()) for email, sendings in found.items()}


def times_around(emails: Collection[str], at: dt.datetime) -> dict[str, list[dt.datetime]]:
    """Return when each address was written to within a day of an instant, whatever about. One query for 2,000."""
    day = dt.timedelta(days=1)
    found: dict[str, list[dt.datetime]] = defaultdict(list)
    for some in chunks(emails):
        rows = Recipient.objects.filter(
            email__in=some, state__in=COUNTED, leaves_at__range=(at - day, at + day)
        )
        for email, then in rows.order_by().values_list("email", "leaves_at").distinct():
            found[email].append(then)
    return found


def first_requests(edition: Edition, matter: str, organisations: Iterable[int] | None = None) -> Asked:
    """Return when other apps asked each organisation for the same: invitations, questions about events. One query."""
    if matter == Matter.COMMIT:
        ours = Recipient.objects.filter(  # who is invited by one of our mails is so from the hour it left
            organisation=OuterRef("organisation"), leaves_at=OuterRef("invited_at"), sending__matter=matter
        )
        listed = ListedMember.objects.filter(~Exists(ours), edition=edition, invited_at__isnull=False)
        if organisations is not None:
            listed = listed.filter(organisation__in=organisations)
        return {key: at for key, at in listed.values_list("organisation", "invited_at") if at}
    if matter == Matter.OUTCOME:
        events = untold(edition, clock.now()).filter(outcome_asked_at__isnull=False)
        if organisations is not None:
            events = events.filter(organisation__in=organisations)
        asked = events.order_by().values_list("organisation").annotate(at=Max("outcome_asked_at"))
        return dict(asked)
    return {}


def past_of(matter: str, times: Iterable[dt.datetime], asked: Iterable[dt.datetime | None]) -> Past:
    """Return the past of an address from its own mails and the first requests to its organisations. No query.

    The question about an event is the first of three; the invitation to an edition only keeps its distance.
    """
    first = tuple(at for at in asked if at is not None)
    return Past(tuple(times), first, 1 if matter == Matter.OUTCOME and first else 0)
