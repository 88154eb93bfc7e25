"""The first page, the health of the installation, the legal pages, the members' space."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe

from semainier.campaigns.queries import current_edition
from semainier.core.addresses import absolute_url
from semainier.core.decorators import public, signed_in
from semainier.core.http import SignedInRequest
from semainier.events.forms.outcome import OutcomeForm
from semainier.events.views.public import week_context
from semainier.home.attributions import attributions_of
from semainier.home.queries import health_of
from semainier.home.sitemap import sitemap_lines
from semainier.home.space import Do, desk_address, members_of, space_of
from semainier.organisations.queries import federation


@public
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, mail queue and storage work, 503 with the reason else."""
    found = health_of()
    return JsonResponse(found, status=200 if found["ok"] else 503)


@signed_in
@require_GET
def space(request: SignedInRequest) -> HttpResponse:
    """Show the next action of an organisation (`?organisme=`, else the first); who acts for none goes to the desk."""
    mine = members_of(request.user)
    if not mine and (desk := desk_address(request.user)):
        return redirect(desk)
    if not mine:
        return render(request, "home/space.html", {"space": None})
    asked = request.GET.get("organisme", str(mine[0].pk))
    organisation = next((o for o in mine if str(o.pk) == asked), None)
    if organisation is None:
        raise Http404
    found = space_of(request.user, organisation, mine)
    context: dict[str, Any] = {
        "organisation": organisation,
        "edition": found and found.edition,
        "space": found,
    }
    if found and found.do == Do.TELL:
        context["form"] = OutcomeForm()
    return render(request, "home/space.html", context)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the week of the current edition; an installation without one says how to begin."""
    edition = current_edition()
    if edition is None:
        return render(request, "home/home.html", {"federation": federation()})
    return render(request, "events/week.html", week_context(edition))


@public
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "home/legal.html", _about())


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html", _about())


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", _about())


@public
@require_safe
def attributions(request: HttpRequest) -> HttpResponse:
    return render(request, "home/attributions.html", {**_about(), "attributions": attributions_of()})


@public
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave alone: rooms with a key, secret links, all of a demonstration."""
    closed = ["/"] if settings.DEMO else ["/espace/", "/bureau/", "/compte/", "/invitation/", "/resultat/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.DEMO:
        lines += [f"Disallow: /en{path}" for path in closed] + [f"Sitemap: {absolute_url('home:sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemap_lines(), content_type="application/xml; charset=utf-8")


def _about() -> dict[str, Any]:
    """Return who answers for the site; the current edition gives the pages their colours and menu."""
    return {
        "edition": current_edition(),
        "federation": federation(),
        "legal_director": settings.LEGAL_DIRECTOR,
        "legal_hosting": settings.LEGAL_HOSTING,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
