"""Trusted organisations: which they are, and the region’s decision to trust one or no longer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.forms.desk import TrustForm
from semainier.events.queries.trust import ONE_IN, others_within, record_of, trust_of, trusts_within
from semainier.events.services.trust import end_trust, give_trust
from semainier.events.views.panel import UNPROCESSABLE, desk_frame, posted
from semainier.organisations.access import get_organisation, reach_of

MANAGE = Permission.TRUST_MANAGE
PER_PAGE = 25


@requires(MANAGE)
@require_GET
def trust_list(request: SignedInRequest) -> HttpResponse:
    """Show who is trusted, and find whom to trust: `?voir=autres`."""
    reach, text = reach_of(request.user, MANAGE), request.GET.get("q", "").strip()[:100]
    others = request.GET.get("voir") == "autres"
    found = others_within(reach, text).select_related("department") if others else trusts_within(reach, text)
    context = {
        **desk_frame(request),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "others": others,
        "one_in": ONE_IN,
    }
    return render(request, "events/trust_list.html", context)


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def trust_give(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Say what trust means and what the organisation has done so far, then trust it."""
    organisation = get_organisation(request.user, organisation_id, MANAGE)
    form = TrustForm(posted(request))
    if request.method == "POST" and form.is_valid():
        give_trust(organisation=organisation, by=request.user, reason=form.cleaned_data["reason"])
        said = _("The events of %(name)s are published at once from now on.")
        messages.success(request, said % {"name": organisation.name})
        return redirect("events:trust_list")
    context = {
        **desk_frame(request),
        "form": form,
        "trusted": organisation,
        "record": record_of(organisation),
        "trust": trust_of(organisation),
        "one_in": ONE_IN,
    }
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "events/trust_give.html", context, status=status)


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def trust_end(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Ask, then have the events of an organisation read before they are published."""
    organisation = get_organisation(request.user, organisation_id, MANAGE)
    if request.method != "POST":
        context = {**desk_frame(request), "trusted": organisation, "trust": trust_of(organisation)}
        return render(request, "events/trust_end.html", context)
    if end_trust(organisation=organisation, by=request.user):
        said = _("The events of %(name)s are read before they are published.")
        messages.success(request, said % {"name": organisation.name})
    return redirect("events:trust_list")
