"""Ask the silent organisations to take part, several at once; each result is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from semainier.accounts.models import User
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.services.members import InvitedHow, invite_to_edition
from semainier.core import clock
from semainier.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class InviteResults:
    """Whom the invitations reached: people who act for it, the mailbox, nobody."""

    people: list[ListedMember]
    mailbox: list[ListedMember]
    unreachable: list[ListedMember]

    @property
    def written(self) -> int:
        return len(self.people) + len(self.mailbox)


def invite_silent(*, edition: Edition, members: Iterable[ListedMember], by: User) -> InviteResults:
    """Invite each organisation in a transaction of its own and say how it was reached.

    Raises Conflict when the phase takes no commitments. The caller has checked PEOPLE_MANAGE for each.
    """
    check_open(edition, Permission.COMMITMENT_SIGN, clock.today())
    reached: dict[InvitedHow, list[ListedMember]] = {how: [] for how in InvitedHow}
    for listed in members:
        reached[invite_to_edition(listed=listed, by=by)].append(listed)
    return InviteResults(
        reached[InvitedHow.PEOPLE], reached[InvitedHow.MAILBOX], reached[InvitedHow.UNREACHABLE]
    )
