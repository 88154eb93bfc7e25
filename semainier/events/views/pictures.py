"""Pictures of events and outcomes: sent to who may see what they belong to, and to nobody else."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from semainier.core.decorators import public
from semainier.core.pictures import kept_picture
from semainier.events.access import get_event_of_photo, get_event_of_picture

PUBLIC_SECONDS = 3600


@public
@require_safe
def event_picture(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Send the picture of an event that is public, or that the person may view."""
    path = f"events/{year}/{name}"
    return _send(path, is_public=get_event_of_picture(request.user, path).is_public)


@public
@require_safe
def outcome_photo(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Send the photo of an outcome under the same rule."""
    path = f"outcomes/{year}/{name}"
    return _send(path, is_public=get_event_of_photo(request.user, path).is_public)


@public
@require_safe
def picture_kept(request: HttpRequest, word: str) -> HttpResponse:
    """Send a picture that waits in a form with errors; its signed word is known to who sent it."""
    picture = kept_picture(word)
    if picture is None:
        raise Http404
    response = HttpResponse(picture.read(), content_type="image/jpeg")
    patch_cache_control(response, private=True, no_store=True)
    return response


def _send(path: str, *, is_public: bool) -> HttpResponse:
    """Answer with the file; shared caches may keep what is public for an hour: an event can be withdrawn."""
    try:
        with default_storage.open(path) as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    if is_public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
