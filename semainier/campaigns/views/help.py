"""Help: what an organisation asks its region for, and what the region answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from semainier.campaigns.access import get_edition, get_help_request, is_open
from semainier.campaigns.forms import HelpAnswerForm, HelpFilterForm, HelpForm
from semainier.campaigns.queries import HelpFilters, current_edition, help_of, help_requests
from semainier.campaigns.services.help import answer_help, ask_help, settle_help
from semainier.core import clock
from semainier.core.decorators import requires, signed_in
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.access import desk_organisation, get_organisation, has_permission, reach_of

PER_PAGE = 50


@signed_in
def help_ask(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Show what an organisation asked for and the answers; ask for more."""
    organisation = get_organisation(request.user, organisation_id, Permission.EVENT_DECLARE)
    found = get_edition(edition)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = ask_help(edition=found, organisation=organisation, by=request.user, **form.cleaned_data)
        if asked:
            messages.success(request, _("Your request for help is on its way to your region."))
        else:
            messages.info(request, _("You have already asked for that: the request is still open."))
        return redirect("campaigns:help_ask", organisation_id, edition)
    context = {
        "organisation": organisation,
        "edition": found,
        "form": form,
        "requests": help_of(found, organisation),
        "is_open": is_open(found, Permission.COMMITMENT_SIGN, clock.today()),
    }
    return render(request, "campaigns/help_ask.html", context)


@signed_in
@require_POST
def help_settle(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Say that a request is settled: the organisation or its region."""
    asked = get_help_request(request.user, request_id, Permission.EVENT_VIEW)
    settle_help(request=asked, by=request.user)
    messages.success(request, _("The request is settled."))
    if has_permission(request.user, Permission.HELP_ANSWER, organisation=asked.organisation):
        return redirect("campaigns:help_list", asked.edition.slug)
    return redirect("campaigns:help_ask", asked.organisation_id, asked.edition.slug)


@requires(Permission.HELP_ANSWER)
@require_GET
def help_current(request: HttpRequest) -> HttpResponse:
    """Lead to the requests of the current edition."""
    edition = current_edition()
    if edition is None:
        return render(request, "campaigns/help_current.html")
    return redirect("campaigns:help_list", edition.slug)


@requires(Permission.HELP_ANSWER)
@require_GET
def help_list(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show who asks for help in the territory, those without an answer first."""
    found = get_edition(edition)
    form = HelpFilterForm(request.GET, edition=found)
    said = form.said
    filters = HelpFilters(said.get("q", ""), said.get("etat", ""), said.get("besoin", ""), said.get("region"))
    rows = help_requests(found, reach_of(request.user, Permission.HELP_ANSWER), filters)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": found,
        "organisation": desk_organisation(request.user),
        "form": form,
        "page_obj": page,
    }
    return render(request, "campaigns/help_list.html", context)


@requires(Permission.HELP_ANSWER)
def help_answer(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Read a request and answer it."""
    asked = get_help_request(request.user, request_id, Permission.HELP_ANSWER)
    form = HelpAnswerForm(request.POST or None, initial={"answer": asked.answer})
    if request.method == "POST" and form.is_valid():
        answer_help(request=asked, answer=form.cleaned_data["answer"], by=request.user)
        said = _("Your answer is on its way to %(name)s.") % {"name": asked.organisation.name}
        messages.success(request, said)
        return redirect("campaigns:help_list", asked.edition.slug)
    context = {
        "edition": asked.edition,
        "organisation": desk_organisation(request.user),
        "request_for_help": asked,
        "form": form,
    }
    return render(request, "campaigns/help_answer.html", context)
