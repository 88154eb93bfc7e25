"""Tags and the organisations that bear them."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from semainier.core import clock
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.models import OrganisationTag
from semainier.territories.models import DepartmentRegion


def tags_of(reach: Reach, text: str = "") -> QuerySet[Any, Any]:
    """Return the tags within reach, each with how many organisations bear it, by name. One query."""
    tags = OrganisationTag.objects.filter(organisation__in=Organisation.objects.within(reach).values("pk"))
    if text:
        tags = tags.filter(name__icontains=text.strip())
    return tags.order_by("name").values("name").annotate(number=Count("pk"))


def organisations_to_tag(
    reach: Reach, *, text: str = "", region: str = "", family: str = "", tag: str = ""
) -> QuerySet[Organisation]:
    """Return the active members within reach that match, each with its tags. Two queries."""
    found = Organisation.objects.active().members().within(reach).matching(text)
    if region:
        attached = DepartmentRegion.objects.on(clock.today()).filter(region=region)
        found = found.filter(department__in=attached.values("department"))
    if family:
        found = found.filter(family__isnull=True) if family == "-" else found.filter(family=family)
    if tag:
        found = found.filter(tags__name=tag)
    ordered = Prefetch("tags", OrganisationTag.objects.order_by("name"))
    return found.select_related("family", "department").prefetch_related(ordered)
