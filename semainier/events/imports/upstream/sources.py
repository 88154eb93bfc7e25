"""The sources that events come from: one for an address, one for files that bear the same name."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.events.models import Source, SourceKind
from semainier.organisations.models import Organisation

LONGEST_NAME = 200


def source_for(
    *,
    edition: Edition,
    kind: SourceKind,
    name: str,
    by: User | None,
    url: str = "",
    organisation: Organisation | None = None,
) -> Source:
    """Return the source of an address, or of files of that kind and name; a new one is not saved yet.

    Identifiers are stable within a source, so that a newer file of the same name finds its events again.
    Raises Conflict `source.other_organisation` when its events belong to another organisation. One query.
    """
    known = Source.objects.filter(edition=edition).select_related("organisation", "edition")
    name = " ".join(name.split())[:LONGEST_NAME]
    found = (
        known.filter(url=url).first() if url else known.filter(url="", kind=kind, name__iexact=name).first()
    )
    if found is None:
        return Source(
            edition=edition,
            organisation=organisation,
            kind=kind,
            name=name or name_of(url),
            url=url,
            created_by=by,
            created_at=clock.now(),
        )
    if organisation is not None and found.organisation_id not in {None, organisation.pk}:
        raise Conflict(
            "source.other_organisation",
            _("The events of “%(source)s” belong to %(name)s.")
            % {"source": found.name, "name": found.organisation},
            _("Leave the organisation empty, or give the source another name."),
        )
    if organisation is not None and found.organisation_id is None:
        raise Conflict(
            "source.other_organisation",
            _("“%(source)s” names its organisers event by event.") % {"source": found.name},
            _("Leave the organisation empty, or give the source another name."),
        )
    return found


def name_of(address: str) -> str:
    """Return host and path of an address: what follows may hold a key."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")[:LONGEST_NAME]


def keep_source(*, source: Source, by: User | None) -> Source:
    """Save a source that is new; one that is known already is left as it is."""
    if source.pk is None:
        source.save()
        data = {"kind": source.kind}
        record(by=by, verb="source.added", target=source, data=data, edition_id=source.edition_id)
    return source


def note_reading(*, source: Source) -> None:
    """Note that a source was read now; no line in the journal. One UPDATE."""
    source.last_read_at = clock.now()
    source.save(update_fields=["last_read_at"])


@transaction.atomic
def forget_source(*, source: Source, by: User) -> None:
    """Forget a source; its events stay, and nothing follows them up any more. The caller has checked REGISTRY_MANAGE."""
    data = {"events": source.events.count()}
    record(by=by, verb="source.forgotten", target=source, data=data, edition_id=source.edition_id)
    source.events.update(source_uid="", gone_at=None)
    source.delete()
