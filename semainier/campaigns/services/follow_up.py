"""Who takes care of a listed organisation, and what was said with it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import ContactChannel, ContactNote, ListedMember
from semainier.core import clock
from semainier.core.errors import DomainError


@transaction.atomic
def follow(*, listed: ListedMember, person: User | None, by: User) -> ListedMember:
    """Say who takes care of the organisation in this edition, None: nobody. Idempotent.

    The caller has checked RALLY_SEND for the organisation, and that `person` holds it too.
    """
    if listed.followed_by != person:
        listed.followed_by = person
        listed.save(update_fields=["followed_by"])
        record(
            by=by,
            verb="edition.member_followed",
            target=listed,
            data={"person": str(person) if person else ""},
            organisation_id=listed.organisation_id,
            edition_id=listed.edition_id,
        )
    return listed


@transaction.atomic
def note_contact(
    *,
    listed: ListedMember,
    channel: ContactChannel,
    words: str,
    by: User,
    at: dt.datetime | None = None,
) -> ContactNote:
    """Keep a contact with the organisation, now unless `at` says when; the future is refused.

    The caller has checked RALLY_SEND for the organisation.
    """
    if at is not None and at > clock.now():
        raise DomainError(
            "contact.future", _("This contact lies in the future."), _("Note it once it has taken place.")
        )
    note = ContactNote.objects.create(
        listed=listed, channel=channel, words=words.strip(), at=at or clock.now(), by=by
    )
    record(
        by=by,
        verb="edition.member_contacted",
        target=listed,
        data={"channel": str(channel)},
        organisation_id=listed.organisation_id,
        edition_id=listed.edition_id,
    )
    return note


@transaction.atomic
def forget_contact(*, note: ContactNote, by: User) -> None:
    """Take back a note of one's own that was written by mistake. The caller has checked that it is hers."""
    record(
        by=by,
        verb="edition.contact_forgotten",
        target=note.listed,
        organisation_id=note.listed.organisation_id,
        edition_id=note.listed.edition_id,
    )
    note.delete()
