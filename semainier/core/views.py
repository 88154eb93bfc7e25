"""Pages of the frame itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from semainier.core.decorators import public
from semainier.core.samples import PAGES, sample


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with invented content; for developers, absent from an installation in use."""
    if not (settings.DEBUG or getattr(settings, "CHECK_READS", False)):
        raise Http404
    page = request.GET.get("page", PAGES[0])
    if page not in PAGES:
        raise Http404
    return render(request, f"core/styleguide/{page}.html", sample(request.POST or None))
