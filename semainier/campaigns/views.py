"""Joining an edition by accepting its charter, and the colours of an edition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from semainier.campaigns.access import get_edition, get_public_edition, is_open
from semainier.campaigns.forms import CommitmentForm
from semainier.campaigns.identity import stylesheet
from semainier.campaigns.queries import charter_in_force, commitment_of
from semainier.campaigns.services.members import commit_organisation, withdraw_commitment
from semainier.core import clock
from semainier.core.decorators import public, signed_in
from semainier.core.errors import Conflict
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.access import get_organisation, has_permission


@public
@cache_control(max_age=300, public=True)
def identity_css(request: HttpRequest, edition: str) -> HttpResponse:
    """Give the six colours of an edition."""
    found = get_public_edition(edition)
    return HttpResponse(stylesheet(found.hue_a, found.hue_b), content_type="text/css; charset=utf-8")


@signed_in
def commitment_sign(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Show the charter; accept it for an organisation. Who may not sign reads it and sees whom to ask."""
    organisation = get_organisation(request.user, organisation_id, Permission.SPACE_VIEW)
    found = get_edition(edition)
    charter = charter_in_force(found)
    initial = {"version": charter.version if charter else 0}
    form = CommitmentForm(request.POST or None, initial=initial)
    if request.method == "POST":
        get_organisation(request.user, organisation_id, Permission.COMMITMENT_SIGN)
        if form.is_valid():
            data = form.cleaned_data
            commit_organisation(
                edition=found,
                organisation=organisation,
                signer_role=data["signer_role"],
                by=request.user,
                charter_version=data["version"],
            )
            messages.success(
                request,
                _("%(name)s takes part in %(edition)s.") % {"name": organisation.name, "edition": found.name},
            )
            return redirect("home:space")
    context = {
        "organisation": organisation,
        "edition": found,
        "charter": charter,
        "commitment": commitment_of(found, organisation),
        "form": form,
        "can_sign": has_permission(request.user, Permission.COMMITMENT_SIGN, organisation=organisation),
        "is_open": is_open(found, Permission.COMMITMENT_SIGN, clock.today()),
    }
    return render(request, "campaigns/commitment_sign.html", context)


@signed_in
def commitment_withdraw(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Ask, then take a commitment back."""
    organisation = get_organisation(request.user, organisation_id, Permission.COMMITMENT_SIGN)
    found = get_edition(edition)
    commitment = commitment_of(found, organisation)
    if commitment is None:
        raise Conflict(
            "commitment.none",
            _("%(name)s has not joined.") % {"name": organisation.name},
            _("There is nothing to withdraw."),
        )
    if request.method != "POST":
        context = {"organisation": organisation, "edition": found, "commitment": commitment}
        return render(request, "campaigns/commitment_withdraw.html", context)
    withdraw_commitment(commitment=commitment, by=request.user)
    messages.success(request, _("The commitment of %(name)s is withdrawn.") % {"name": organisation.name})
    return redirect("home:space")
