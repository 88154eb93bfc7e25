"""Let an organisation publish at once, or no longer: given and taken by people, never by itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.core.roles import Place
from semainier.events.models import Trust
from semainier.organisations.models import Organisation


@transaction.atomic
def give_trust(*, organisation: Organisation, by: User, reason: str = "") -> Trust:
    """Let the organisation publish at once from now on. Idempotent. The caller has checked TRUST_MANAGE."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.is_archived or locked.kind != Place.MEMBER:
        raise Conflict(
            "trust.not_a_member",
            _("%(name)s declares no events of its own.") % {"name": locked.name},
            _("Trust is given to member organisations that are active."),
        )
    trust, is_new = Trust.objects.get_or_create(
        organisation=locked,
        ended_at=None,
        defaults={"since": clock.now(), "given_by": by, "reason": reason.strip()},
    )
    if is_new:
        record(
            by=by,
            verb="trust.given",
            target=locked,
            data={"reason": trust.reason} if trust.reason else None,
            organisation_id=locked.pk,
        )
    return trust


@transaction.atomic
def end_trust(*, organisation: Organisation, by: User) -> bool:
    """Have its events read before they are published again; return whether it was trusted. Idempotent.

    What is published stays. The caller has checked TRUST_MANAGE.
    """
    in_force = Trust.objects.filter(organisation=organisation, ended_at__isnull=True)
    if not in_force.update(ended_at=clock.now(), ended_by=by):
        return False
    record(by=by, verb="trust.ended", target=organisation, organisation_id=organisation.pk)
    return True
