"""Invite people to act for an organisation, take them in, let them go."""

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.accounts.services import get_or_create_user
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.core.errors import Conflict, DomainError
from semainier.core.roles import ROLES
from semainier.mailings.services import queue_template_mail
from semainier.organisations.models import Invitation, Membership, Organisation
from semainier.organisations.tokens import token_hash

INVITATION_VALID = dt.timedelta(days=30)


@transaction.atomic
def invite_person(
    *,
    organisation: Organisation,
    email: str,
    role: str,
    by: User | None,
    name: str = "",
    language: str = "fr",
    replaces: Membership | None = None,
) -> tuple[Invitation, str]:
    """Send an invitation; return it with the secret of its link, which is stored nowhere but in the mail.

    An older open invitation of the same address and role is revoked. With `replaces`, that membership ends when
    the invitation is accepted. The caller has checked PEOPLE_MANAGE.
    """
    if ROLES[role].place != organisation.kind:
        raise DomainError(
            "invitation.wrong_role",
            _("This role does not exist in this kind of organisation."),
            _("Choose another role."),
        )
    token = secrets.token_urlsafe(24)
    _open_invitations(organisation, email).filter(role=role).update(revoked_at=clock.now())
    invitation = Invitation.objects.create(
        organisation=organisation,
        role=role,
        email=email.strip(),
        name=name.strip(),
        token_hash=token_hash(token),
        invited_by=by,
        created_at=clock.now(),
        expires_at=clock.now() + INVITATION_VALID,
        replaces=replaces,
    )
    queue_template_mail(
        kind="invitation",
        template="organisations/emails/invitation",
        to_email=invitation.email,
        to_name=invitation.name,
        language=language,
        sensitive=True,
        organisation_id=organisation.pk,
        context={
            "invitation": invitation,
            "organisation": organisation,
            "role": ROLES[role],
            "inviter": by,
            "url": absolute_url("organisations:invitation_detail", token, language=language),
        },
    )
    record(
        by=by, verb="person.invited", target=invitation, data={"role": role}, organisation_id=organisation.pk
    )
    return invitation, token


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User | None = None) -> Membership:
    """Make the invited person act for the organisation; a second call returns the same membership.

    Who holds the link has read the mailbox: it names the person. The session still needs a code.
    """
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation", "replaces")
        .get(pk=invitation.pk)
    )
    user = get_or_create_user(email=locked.email, name=locked.name, by=by)
    if locked.accepted_at is None:
        check_invitation_open(locked)
        locked.accepted_at, locked.accepted_by = clock.now(), user
        locked.save(update_fields=["accepted_at", "accepted_by"])
    membership = add_member(organisation=locked.organisation, user=user, role=locked.role, by=by or user)
    if locked.replaces is not None and locked.replaces != membership:
        end_membership(membership=locked.replaces, by=by or user)
    return membership


@transaction.atomic
def name_referent(*, invitation: Invitation, name: str, email: str) -> Membership | None:
    """Answer an invitation that went to an organisation’s mailbox: who holds the link names the referent.

    The mailbox itself as the address makes its reader the referent and returns the membership; another address is
    sent an invitation of its own, which proves it, and None is returned. Raises when the link no longer works.
    """
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=invitation.pk)
    )
    if locked.accepted_at is None:
        check_invitation_open(locked)
    if email.strip().casefold() == locked.email.casefold():
        locked.name = name.strip()
        locked.save(update_fields=["name"])
        return accept_invitation(invitation=locked)
    locked.accepted_at = locked.accepted_at or clock.now()
    locked.save(update_fields=["accepted_at"])
    invite_person(organisation=locked.organisation, email=email, name=name, role=locked.role, by=None)
    return None


@transaction.atomic
def hand_over(*, membership: Membership, email: str, name: str, by: User) -> Invitation:
    """Invite the successor of a person; her membership ends when the successor accepts, not before.

    The caller has checked PEOPLE_MANAGE.
    """
    if membership.ended_at is not None:
        raise Conflict(
            "membership.ended",
            _("%(person)s no longer acts for this organisation.") % {"person": membership.user},
            _("Invite the new person instead."),
        )
    if email.strip().casefold() == membership.user.email.casefold():
        raise DomainError(
            "membership.same_person",
            _("This is the address of the person who leaves."),
            _("Give the address of who takes over."),
        )
    invitation, _token = invite_person(
        organisation=membership.organisation,
        email=email,
        name=name,
        role=membership.role,
        by=by,
        replaces=membership,
    )
    return invitation


@transaction.atomic
def accept_invitations(*, email: str, by: User | None = None) -> list[Membership]:
    """Accept every open invitation of an address that somebody else has proved; a stranger gets nothing.

    The caller trusts who proved it (an OpenID Connect provider). Organisations in the archive take nobody in.
    """
    waiting = Invitation.objects.filter(
        email__iexact=email.strip(),
        accepted_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
        organisation__archived_at__isnull=True,
    )
    return [accept_invitation(invitation=invitation, by=by) for invitation in waiting.order_by("pk")]


def check_invitation_open(invitation: Invitation) -> None:
    """Raise with the reason when the link no longer works (409)."""
    if invitation.revoked_at is not None:
        raise Conflict(
            "invitation.revoked",
            _("This invitation was replaced or withdrawn."),
            _("Use the latest mail, or ask %(name)s for a new one.") % {"name": invitation.organisation.name},
        )
    if invitation.expires_at <= clock.now():
        raise Conflict(
            "invitation.expired",
            _("This invitation has expired."),
            _("Ask the person who invited you to send a new one."),
        )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link stop working. Idempotent; an accepted invitation is left as it is."""
    if invitation.revoked_at is None and invitation.accepted_at is None:
        invitation.revoked_at = clock.now()
        invitation.save(update_fields=["revoked_at"])
        record(
            by=by, verb="invitation.revoked", target=invitation, organisation_id=invitation.organisation_id
        )
    return invitation


@transaction.atomic
def add_member(*, organisation: Organisation, user: User, role: str, by: User | None) -> Membership:
    """Let a person act for an organisation; an active membership in the role is returned as it is."""
    if organisation.is_archived:
        raise Conflict(
            "organisation.archived",
            _("%(name)s is archived.") % {"name": organisation.name},
            _("Take it out of the archive first."),
        )
    membership, created = Membership.objects.get_or_create(
        organisation=organisation, user=user, role=role, ended_at=None, defaults={"since": clock.now()}
    )
    if created:
        record(
            by=by,
            verb="membership.began",
            target=membership,
            data={"role": role},
            organisation_id=organisation.pk,
        )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User) -> Membership:
    """Stop a person acting for an organisation; the last head of the federation stays. Idempotent."""
    if membership.ended_at is not None:
        return membership
    if membership.role == "head":
        keep_a_head(without=Membership.objects.filter(pk=membership.pk))
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record(by=by, verb="membership.ended", target=membership, organisation_id=membership.organisation_id)
    return membership


def keep_a_head(*, without: QuerySet[Membership]) -> None:
    """Raise when nobody of the head office who can sign in would be left without these memberships. Two queries.

    Under the lock of them all: two people who leave at once are not both the last but one.
    """
    heads = Membership.objects.select_for_update(of=("self",)).filter(
        role="head", ended_at__isnull=True, user__is_active=True
    )
    staying = set(heads.values_list("pk", flat=True)) - set(without.values_list("pk", flat=True))
    if not staying:
        raise Conflict(
            "membership.last_head",
            _("This is the last person of the head office."),
            _("Invite somebody else to the head office first."),
        )


def _open_invitations(organisation: Organisation, email: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation,
        email__iexact=email.strip(),
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    )
