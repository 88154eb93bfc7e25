"""What the journal holds of a person: given to her on request, made nameless when she is erased."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from semainier.audit.models import AuditEntry

if TYPE_CHECKING:
    from semainier.accounts.models import User


def _about(user: "User") -> Q:
    return Q(object_type=user._meta.label_lower, object_id=str(user.pk))


def export_person(user: "User") -> dict[str, Any]:
    """Return what she did and what was done about her, oldest first. One query."""
    lines = AuditEntry.objects.filter(Q(actor=user) | _about(user)).order_by("at", "id")
    return {
        "entries": list(
            lines.values("at", "actor_label", "verb", "object_type", "object_id", "object_label", "data")
        )
    }


def erase_person(user: "User") -> int:
    """Take her name out of the lines, what was done stays; return the lines changed. Two queries."""
    nameless = _("Person erased")
    acted = AuditEntry.objects.filter(actor=user).update(actor_label=nameless)
    told = AuditEntry.objects.filter(_about(user)).update(object_label=nameless, data={})
    return acted + told


def forget_names(model: type[Model], keys: Iterable[object]) -> int:
    """Take the names out of the lines about things that bear one; return the lines changed. One query."""
    about = AuditEntry.objects.filter(object_type=model._meta.label_lower, object_id__in=map(str, keys))
    return about.update(object_label=_("Person erased"))
