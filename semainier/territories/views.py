"""One public answer: communes that begin with what was typed."""

from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from semainier.core.decorators import public
from semainier.territories import queries
from semainier.territories.forms import CommuneSearchForm


@public
@require_safe
def commune_suggest(request: HttpRequest) -> JsonResponse:
    form = CommuneSearchForm(request.GET)
    if not form.is_valid():
        message = _("Give the beginning of a commune’s name or of a postcode, in at most 80 letters.")
        return JsonResponse(
            {"code": "territories.bad_search", "message": message}, status=HTTPStatus.BAD_REQUEST
        )
    found = queries.suggest_communes(form.cleaned_data["q"])
    return JsonResponse({"communes": [asdict(suggestion) for suggestion in found]})
