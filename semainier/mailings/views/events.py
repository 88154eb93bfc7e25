"""Where the provider that carries the mails says what became of them."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from semainier.core.decorators import public
from semainier.mailings.events import UnreadableEventsError, is_from_provider, read_events
from semainier.mailings.providers import current_provider
from semainier.mailings.services import take_feedback


@csrf_exempt  # a machine posts, with a secret of its own
@public
@require_http_methods(["HEAD", "POST"])
def delivery_events(request: HttpRequest) -> HttpResponse:
    """Take the events of the provider: 200 whatever they are about, 403 without the secret, 400 when unreadable."""
    provider = current_provider()
    if provider is None:
        raise Http404
    if request.method == "HEAD":  # some providers look whether the address answers
        return HttpResponse()
    if not is_from_provider(request):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        heard = read_events(request.body, provider)
    except UnreadableEventsError as error:
        return HttpResponse(
            str(error), status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8"
        )
    for feedback in heard:
        take_feedback(feedback)
    return HttpResponse()
