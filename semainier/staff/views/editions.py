"""Editions: the list, the frame of one, its phases."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.access import get_edition
from semainier.campaigns.models import Campaign, Phase
from semainier.campaigns.queries import charter_in_force, proposed_phase
from semainier.campaigns.services.editions import set_current, set_phase, update_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.staff.forms.editions import EditionFilterForm, EditionForm, NewEditionForm
from semainier.staff.forms.errors import show_error
from semainier.staff.frame import frame
from semainier.staff.queries.editions import ALLOWS, editions, facts_of, phase_steps
from semainier.staff.services.editions import begin_edition

PAGE_SIZE = 20


@requires(Permission.EDITION_MANAGE)
@require_GET
def edition_list(request: SignedInRequest) -> HttpResponse:
    """Show the editions, the newest first."""
    form = EditionFilterForm(request.GET)
    found = editions(form.said.get("q", ""), form.said.get("phase", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/edition_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_create(request: SignedInRequest) -> HttpResponse:
    """Begin an edition."""
    campaign = Campaign.objects.first()
    form = NewEditionForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            data = {"campaign_name": "", **form.cleaned_data}
            edition = begin_edition(campaign=campaign, by=request.user, **data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("%(edition)s is in preparation.") % {"edition": edition.name})
            return redirect("staff:edition_detail", edition.slug)
    return render(request, "staff/edition_create.html", {**frame(request), "form": form})


@requires(Permission.EDITION_MANAGE)
@require_GET
def edition_detail(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show the frame of an edition, its phases, and what can be changed."""
    found = get_edition(edition)
    today = clock.today()
    context = {
        "steps": phase_steps(found, today),
        "proposed": proposed_phase(found, today),
        "allows": ALLOWS[Phase(found.phase)],
        "facts": facts_of(found),
        "themes": list(found.themes.all()),
        "goals": list(found.goals.all()),
        "charter": charter_in_force(found),
    }
    return render(request, "staff/edition_detail.html", {**frame(request, found), **context})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_edit(request: SignedInRequest, edition: str) -> HttpResponse:
    """Change name, headline, days and contact."""
    form = EditionForm(request.POST or None, instance=get_edition(edition))
    found = get_edition(edition)
    if request.method == "POST" and form.is_valid():
        try:
            update_edition(edition=found, by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("staff:edition_detail", found.slug)
    return render(request, "staff/edition_edit.html", {**frame(request, get_edition(edition)), "form": form})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_phase(request: SignedInRequest, edition: str, phase: str) -> HttpResponse:
    """Say what a phase opens and closes (GET), then go there (POST); freezing has a page of its own."""
    found = get_edition(edition)
    if phase not in Phase.values:
        raise Http404
    if phase == Phase.FROZEN:
        return redirect("report:edition_freeze", found.slug)
    wanted = Phase(phase)
    if request.method != "POST":
        context = {
            "phase": wanted,
            "allows": ALLOWS[wanted],
            "proposed": proposed_phase(found, clock.today()),
        }
        return render(request, "staff/edition_phase.html", {**frame(request, found), **context})
    set_phase(edition=found, phase=wanted, by=request.user)
    messages.success(
        request, _("%(edition)s: phase “%(phase)s”.") % {"edition": found.name, "phase": wanted.label}
    )
    return redirect("staff:edition_detail", found.slug)


@requires(Permission.EDITION_MANAGE)
@require_POST
def edition_make_current(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show this edition at the first address of the site."""
    found = set_current(edition=get_edition(edition), by=request.user)
    messages.success(request, _("Visitors now find %(edition)s first.") % {"edition": found.name})
    return redirect("staff:edition_detail", found.slug)
