"""The doors of the back office: from an id in an address to an object."""

from django.http import Http404

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, ListedMember
from semainier.core.permissions import Permission
from semainier.core.roles import Place
from semainier.events.models import Source
from semainier.organisations.access import get_organisation, has_permission
from semainier.organisations.models import Family, Organisation
from semainier.staff.models import ImportRun


def get_import_run(user: User, run_id: int) -> ImportRun:
    """Return a file that was sent, to who keeps the registry; 404 to anyone else. At most three queries."""
    run = None
    if has_permission(user, Permission.REGISTRY_MANAGE):
        runs = ImportRun.objects.select_related("edition", "source", "uploaded_by", "applied_by")
        run = runs.filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def get_source(user: User, source_id: int) -> Source:
    """Return a source of events, to who keeps the registry; 404 to anyone else. At most three queries."""
    source = None
    if has_permission(user, Permission.REGISTRY_MANAGE):
        source = Source.objects.select_related("edition", "organisation").filter(pk=source_id).first()
    if source is None:
        raise Http404
    return source


def get_member(user: User, organisation_id: int) -> Organisation:
    """Return a member, archived or not; 404 for another kind of organisation, 403 as `get_organisation`."""
    return _of_kind(Place.MEMBER, user, organisation_id)


def get_association(user: User, organisation_id: int) -> Organisation:
    """Return a regional association; 404 for another kind of organisation, 403 as `get_organisation`."""
    return _of_kind(Place.REGIONAL, user, organisation_id)


def get_family(user: User, code: str) -> Family:
    """Return a family, to who keeps the registry; 404 to anyone else. At most three queries."""
    family = (
        Family.objects.filter(pk=code).first() if has_permission(user, Permission.REGISTRY_MANAGE) else None
    )
    if family is None:
        raise Http404
    return family


def get_listed_member(user: User, edition: Edition, listed_id: int) -> ListedMember:
    """Return a line of the member list of an edition, to who manages it; 404 to anyone else."""
    listed = None
    if has_permission(user, Permission.EDITION_MANAGE):
        related = ListedMember.objects.select_related("organisation", "edition", "region")
        listed = related.filter(edition=edition, pk=listed_id).first()
    if listed is None:
        raise Http404
    return listed


def get_person(user: User, person_id: int) -> User:
    """Return a person who is not erased, to who may manage personal data; 404 to anyone else.

    An account that was merged leads to the one that took it over.
    """
    person = None
    if has_permission(user, Permission.PERSONAL_DATA_MANAGE):
        found = User.objects.select_related("merged_into").filter(pk=person_id, erased_at__isnull=True)
        person = found.first()
    if person is None:
        raise Http404
    return person.merged_into or person


def _of_kind(kind: Place, user: User, organisation_id: int) -> Organisation:
    organisation = get_organisation(user, organisation_id, Permission.REGISTRY_MANAGE)
    if organisation.kind != kind:
        raise Http404
    return organisation
