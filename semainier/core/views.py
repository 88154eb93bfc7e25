"""Pages of the frame itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from semainier.core.decorators import public


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component, for who develops."""
    if not (settings.DEBUG or getattr(settings, "CHECK_READS", False)):
        raise Http404
    return render(request, "core/styleguide.html")
