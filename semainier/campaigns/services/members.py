"""The dated member list of an edition, invitations to take part, commitments."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.invitations import invitation_token
from semainier.campaigns.models import Commitment, Edition, EventKind, ListedMember
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.core.errors import Conflict
from semainier.core.permissions import Permission
from semainier.mailings.services import queue_template_mail
from semainier.organisations.models import Organisation
from semainier.organisations.queries import active_people
from semainier.organisations.services.people import invite_person
from semainier.territories.queries import regions_by_department


class InvitedHow(StrEnum):
    """How an organisation was asked to take part."""

    PEOPLE = "people"
    MAILBOX = "mailbox"
    UNREACHABLE = "unreachable"


@transaction.atomic
def list_members(
    *, edition: Edition, organisations: Iterable[Organisation], listed_on: dt.date, by: User | None
) -> int:
    """Put organisations on the member list from a day on; return how many were new. Three queries and a bulk insert.

    Family, department and region are kept as they are on the first day of the edition.
    """
    check_open(edition, Permission.EDITION_MANAGE, clock.today())
    present = set(ListedMember.objects.filter(edition=edition).values_list("organisation_id", flat=True))
    absent = [organisation for organisation in organisations if organisation.pk not in present]
    regions = regions_by_department(edition.starts_on) if absent else {}
    new = [
        ListedMember(
            edition=edition,
            organisation=organisation,
            family_id=organisation.family_id,
            department_id=organisation.department_id,
            region=regions[organisation.department_id],
            listed_on=listed_on,
        )
        for organisation in absent
        if organisation.department_id is not None
    ]
    ListedMember.objects.bulk_create(new, batch_size=500)
    record(
        by=by, verb="edition.members_listed", target=edition, data={"new": len(new)}, edition_id=edition.pk
    )
    return len(new)


@transaction.atomic
def remove_listed_member(*, listed: ListedMember, on: dt.date, by: User | None) -> ListedMember:
    """Take an organisation off the list from a day on; it still counts for the days before."""
    check_open(listed.edition, Permission.EDITION_MANAGE, clock.today())
    listed.removed_on = max(on, listed.listed_on)
    listed.save(update_fields=["removed_on"])
    record(
        by=by,
        verb="edition.member_removed",
        target=listed,
        data={"on": str(on)},
        edition_id=listed.edition_id,
    )
    return listed


@transaction.atomic
def relist_member(*, listed: ListedMember, by: User | None) -> ListedMember:
    """Put an organisation that was taken off the list back, as if it had never left. Idempotent."""
    check_open(listed.edition, Permission.EDITION_MANAGE, clock.today())
    if listed.removed_on is not None:
        listed.removed_on = None
        listed.save(update_fields=["removed_on"])
        record(by=by, verb="edition.member_relisted", target=listed, edition_id=listed.edition_id)
    return listed


@transaction.atomic
def invite_to_edition(*, listed: ListedMember, by: User | None) -> InvitedHow:
    """Ask a listed organisation to take part; say how it was reached.

    Who acts for it is written to; without a person the mailbox is invited to name the referent; without a mailbox
    nothing leaves and the answer is UNREACHABLE. Asking again writes again.
    """
    organisation = listed.organisation
    people = list(active_people(organisation))
    if not people and not organisation.email:
        return InvitedHow.UNREACHABLE
    for membership in people:
        queue_template_mail(
            kind="edition.invitation",
            template="campaigns/emails/edition_invitation",
            to_email=membership.user.email,
            to_name=membership.user.name,
            user=membership.user,
            language=membership.user.language,
            organisation_id=organisation.pk,
            context={
                "edition": listed.edition,
                "organisation": organisation,
                "url": absolute_url(
                    "campaigns:edition_invitation",
                    invitation_token(listed, membership.user),
                    language=membership.user.language,
                ),
            },
        )
    if not people:
        invite_person(organisation=organisation, email=organisation.email, role="referent", by=by)
    listed.invited_at = clock.now()
    listed.save(update_fields=["invited_at"])
    record(
        by=by,
        verb="edition.member_invited",
        target=listed,
        organisation_id=organisation.pk,
        edition_id=listed.edition_id,
    )
    return InvitedHow.PEOPLE if people else InvitedHow.MAILBOX


@transaction.atomic
def open_invitation(*, listed: ListedMember) -> ListedMember:
    """Note that somebody pressed “continue” on the invitation of an organisation. Idempotent, one query at least.

    The link of the mail proves the person; nothing else is done for her before she has signed in.
    """
    opened = ListedMember.objects.filter(pk=listed.pk, opened_at__isnull=True)
    if opened.update(opened_at=clock.now()):
        record(
            by=None,
            verb="edition.invitation_opened",
            target=listed,
            organisation_id=listed.organisation_id,
            edition_id=listed.edition_id,
        )
    return listed


@transaction.atomic
def commit_organisation(
    *,
    edition: Edition,
    organisation: Organisation,
    signer_role: str,
    by: User,
    charter_version: int,
    planned_kinds: Iterable[str] = (),
    planned_words: str = "",
) -> Commitment:
    """Commit an organisation to an edition by accepting the charter; a second time returns the first commitment.

    Kept: wording (by its version), date, person and role, and what the organisation thinks of doing (codes of
    EventKind, a few words). The caller has checked COMMITMENT_SIGN.
    """
    check_open(edition, Permission.COMMITMENT_SIGN, clock.today())
    charter = edition.charters.first()
    if charter is None:
        raise Conflict(
            "charter.missing",
            _("This edition has no charter yet."),
            _("The head office has to publish it first."),
        )
    standing = Commitment.objects.filter(
        edition=edition, organisation=organisation, withdrawn_at__isnull=True
    ).first()
    if standing is not None:
        return standing
    if charter.version != charter_version:
        raise Conflict(
            "charter.changed",
            _("The charter has changed since you opened the page."),
            _("Read the new wording and accept it."),
        )
    commitment = Commitment.objects.create(
        edition=edition,
        organisation=organisation,
        charter=charter,
        signed_by=by,
        signer_name=by.name or by.email,
        signer_role=signer_role,
        signed_at=clock.now(),
        planned_kinds=[EventKind(kind).value for kind in dict.fromkeys(planned_kinds)],
        planned_words=planned_words.strip(),
    )
    list_members(edition=edition, organisations=[organisation], listed_on=clock.today(), by=by)
    record(
        by=by,
        verb="commitment.signed",
        target=commitment,
        data={"charter": charter.version, "role": signer_role},
        organisation_id=organisation.pk,
        edition_id=edition.pk,
    )
    return commitment


@transaction.atomic
def withdraw_commitment(*, commitment: Commitment, by: User) -> Commitment:
    """Take a commitment back; what was signed stays on record. Idempotent."""
    check_open(commitment.edition, Permission.COMMITMENT_SIGN, clock.today())
    if commitment.withdrawn_at is None:
        commitment.withdrawn_at = clock.now()
        commitment.save(update_fields=["withdrawn_at"])
        record(
            by=by,
            verb="commitment.withdrawn",
            target=commitment,
            organisation_id=commitment.organisation_id,
            edition_id=commitment.edition_id,
        )
    return commitment
