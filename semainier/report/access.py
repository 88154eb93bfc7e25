"""The doors of the board: from an id in an address to a listed organisation or a note about it."""

from django.http import Http404
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import ContactNote, Edition, ListedMember
from semainier.core.errors import Forbidden
from semainier.core.permissions import Permission
from semainier.organisations.access import get_organisation


def get_listed(user: User, edition: Edition, listed_id: int, permission: Permission) -> ListedMember:
    """Return a line of the member list if the person holds `permission` for its organisation; 404 or 403 else."""
    related = ListedMember.objects.select_related(
        "organisation__department", "edition", "region", "family", "followed_by"
    )
    listed = related.filter(edition=edition, pk=listed_id).first()
    if listed is None:
        raise Http404
    get_organisation(user, listed.organisation_id, permission)
    return listed


def get_own_note(user: User, listed: ListedMember, note_id: int) -> ContactNote:
    """Return a note about a listed organisation to who wrote it; 403 to others."""
    note = ContactNote.objects.select_related("listed", "by").filter(listed=listed, pk=note_id).first()
    if note is None:
        raise Http404
    if note.by != user:
        raise Forbidden(
            "contact.not_yours",
            _("Somebody else has written this note."),
            _("Ask who wrote it to take it back, or add a note of your own."),
        )
    return note
