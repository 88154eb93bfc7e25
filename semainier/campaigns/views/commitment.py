"""Joining an edition by accepting its charter, and the colours of an edition."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from semainier.accounts.models import User
from semainier.accounts.sign_in import send_code_and_redirect
from semainier.campaigns.access import get_edition, get_public_edition, is_open
from semainier.campaigns.forms import CommitmentForm
from semainier.campaigns.identity import stylesheet
from semainier.campaigns.invitations import invited_by_token
from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.queries import charter_in_force, commitment_of
from semainier.campaigns.services.help import ask_help
from semainier.campaigns.services.members import commit_organisation, open_invitation, withdraw_commitment
from semainier.core import clock
from semainier.core.decorators import public, signed_in
from semainier.core.errors import Conflict
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.access import get_organisation, has_permission
from semainier.organisations.models import Organisation


@public
@cache_control(max_age=300, public=True)
def identity_css(request: HttpRequest, edition: str) -> HttpResponse:
    """Give the six colours of an edition."""
    found = get_public_edition(edition)
    return HttpResponse(stylesheet(found.hue_a, found.hue_b), content_type="text/css; charset=utf-8")


@public
def edition_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is asked to join what; only the button acts."""
    listed, person = _invited(token)
    context = {
        "listed": listed,
        "organisation": listed.organisation,
        "edition": listed.edition,
        "person": person,
        "token": token,
    }
    return render(request, "campaigns/edition_invitation.html", context)


@public
@require_POST
def edition_invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Go on to the charter, by a code to the mailbox for who is not signed in."""
    listed, person = _invited(token)
    open_invitation(listed=listed)
    charter = reverse("campaigns:commitment_sign", args=[listed.organisation_id, listed.edition.slug])
    return send_code_and_redirect(request, person, charter)


def _invited(token: str) -> tuple[ListedMember, User]:
    found = invited_by_token(token)
    if found is None:
        raise Http404
    return found


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
            _commit(request, found, organisation, form.cleaned_data)
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


@transaction.atomic
def _commit(
    request: SignedInRequest, edition: Edition, organisation: Organisation, data: dict[str, Any]
) -> None:
    commit_organisation(
        edition=edition,
        organisation=organisation,
        signer_role=data["signer_role"],
        by=request.user,
        charter_version=data["version"],
        planned_kinds=data["planned_kinds"],
        planned_words=data["planned_words"],
    )
    names = {"name": organisation.name, "edition": edition.name}
    messages.success(request, _("%(name)s takes part in %(edition)s.") % names)
    if data["needs"] and ask_help(
        edition=edition,
        organisation=organisation,
        needs=data["needs"],
        words=data["planned_words"],
        by=request.user,
    ):
        messages.info(request, _("Your request for help is on its way to your region."))


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
