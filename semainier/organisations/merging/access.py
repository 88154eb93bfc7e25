"""The doors to what can be merged, and to merges: for who keeps the registry, 404 to anyone else."""

from typing import Any

from django.http import Http404

from semainier.accounts.models import User
from semainier.core.merging import Kind
from semainier.core.permissions import Permission
from semainier.organisations.access import has_permission
from semainier.organisations.merging.subjects import TABLES, Subject
from semainier.organisations.models import OrganisationMerge, PersonMerge

# The word of the addresses.
WORDS = {"organismes": Kind.ORGANISATION, "personnes": Kind.PERSON}
WORD_OF = {kind: word for word, kind in WORDS.items()}


def get_subject(user: User, kind: Kind, key: int) -> Subject:
    """Return an organisation or a person as she is, merged or not; an erased person is not found. Three queries at most."""
    _refuse_others(user)
    related = ("merged_into", "department", "family") if kind is Kind.ORGANISATION else ("merged_into",)
    rows: Any = TABLES[kind].subject.objects.select_related(*related)
    subject: Subject | None = rows.filter(pk=key).first()
    if subject is None or (isinstance(subject, User) and subject.erased_at):
        raise Http404
    return subject


def get_pairs(user: User, kind: Kind, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs of keys, all of which must be there. Three queries at most."""
    _refuse_others(user)
    keys = {key for pair in pairs for key in pair}
    rows: Any = TABLES[kind].subject.objects
    if rows.filter(pk__in=keys).count() != len(keys):
        raise Http404
    return pairs


def get_merge(user: User, kind: Kind, key: int) -> OrganisationMerge | PersonMerge:
    """Return a merge. Three queries at most."""
    _refuse_others(user)
    rows: Any = TABLES[kind].merge.objects.select_related("survivor", "loser", "by", "undone_by")
    found: OrganisationMerge | PersonMerge | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def get_kind(word: str) -> Kind:
    """Return the kind that a word of an address means, or 404."""
    if word not in WORDS:
        raise Http404
    return WORDS[word]


def _refuse_others(user: User) -> None:
    if not has_permission(user, Permission.REGISTRY_MANAGE):
        raise Http404
