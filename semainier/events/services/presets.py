"""Write the sentences of a desk."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.errors import Conflict
from semainier.events.models import Preset
from semainier.events.queries.presets import BUILT_IN
from semainier.organisations.models import Organisation

MOST = 30  # sentences of one desk: more than anybody chooses from


@transaction.atomic
def save_preset(*, preset: Preset, by: User) -> Preset:
    """Keep a new or changed sentence. The caller has checked EVENT_MODERATE for its association."""
    is_new = preset.pk is None
    if is_new and Preset.objects.filter(association=preset.association).count() >= MOST:
        raise Conflict(
            "preset.too_many",
            _("There are %(n)d sentences already.") % {"n": MOST},
            _("Remove one that you no longer use."),
        )
    preset.save()
    _note(preset, "preset.created" if is_new else "preset.updated", by)
    return preset


@transaction.atomic
def delete_preset(*, preset: Preset, by: User) -> None:
    """Remove a sentence; what was sent with it stays."""
    _note(preset, "preset.deleted", by)
    preset.delete()


@transaction.atomic
def adopt_built_in(*, association: Organisation | None, by: User) -> int:
    """Copy the built-in sentences so that they can be changed; nothing happens where there are sentences already."""
    if Preset.objects.filter(association=association).exists():
        return 0
    rows = [
        Preset(association=association, action=action, label=str(one.label), text=str(one.text), order=place)
        for action, sentences in BUILT_IN.items()
        for place, one in enumerate(sentences, start=1)
    ]
    Preset.objects.bulk_create(rows)
    record(by=by, verb="preset.adopted", organisation_id=association.pk if association else None)
    return len(rows)


def _note(preset: Preset, verb: str, by: User) -> None:
    record(by=by, verb=verb, target=preset, data={"text": preset.text}, organisation_id=preset.association_id)
