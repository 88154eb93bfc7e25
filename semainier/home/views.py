"""The first page, the health of the installation, the legal pages, the members' space."""

from django.http import HttpRequest, JsonResponse

from semainier.core.decorators import public
from semainier.home.queries import health_of


@public
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, mail queue and storage work, 503 with the reason else."""
    found = health_of()
    return JsonResponse(found, status=200 if found["ok"] else 503)
