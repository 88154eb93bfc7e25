"""Invitations, and an organisation's own pages: what it says of itself, who acts for it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from semainier.accounts.sign_in import send_code_and_redirect
from semainier.core.decorators import public, signed_in
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.roles import ROLES, Place
from semainier.organisations import queries
from semainier.organisations.access import get_organisation, has_permission
from semainier.organisations.forms import InvitationForm, OrganisationForm
from semainier.organisations.models import Invitation
from semainier.organisations.services.organisations import update_organisation
from semainier.organisations.services.people import (
    accept_invitation,
    check_invitation_open,
    end_membership,
    invite_person,
    revoke_invitation,
)


@public
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites whom to what; only the button acts."""
    invitation = _invitation(token)
    if invitation.accepted_at is None:
        check_invitation_open(invitation)
    role = ROLES[invitation.role]
    return render(
        request,
        "organisations/invitation_detail.html",
        {"invitation": invitation, "role": role, "token": token},
    )


@public
@require_POST
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the invitation, then sign in with a code."""
    membership = accept_invitation(invitation=_invitation(token))
    return send_code_and_redirect(request, membership.user, reverse("home:space"))


@signed_in
def organisation_detail(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Show an organisation to who acts for it or for its territory: its particulars and its people."""
    organisation = get_organisation(request.user, organisation_id, Permission.SPACE_VIEW)
    context = {
        "organisation": organisation,
        "people": queries.active_people(organisation),
        "invitations": queries.open_invitations(organisation),
        "association": queries.association_of(organisation) if organisation.kind == Place.MEMBER else None,
        "can_edit": has_permission(request.user, Permission.ORGANISATION_EDIT, organisation=organisation),
        "can_manage": has_permission(request.user, Permission.PEOPLE_MANAGE, organisation=organisation),
        "roles": ROLES,
    }
    return render(request, "organisations/organisation_detail.html", context)


@signed_in
def organisation_edit(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change what an organisation says of itself."""
    organisation = get_organisation(request.user, organisation_id, Permission.ORGANISATION_EDIT)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        fresh = get_organisation(request.user, organisation_id, Permission.ORGANISATION_EDIT)
        changed = update_organisation(organisation=fresh, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved.") if changed else _("Nothing had changed."))
        return redirect("organisations:organisation_detail", organisation_id)
    return render(
        request, "organisations/organisation_edit.html", {"form": form, "organisation": organisation}
    )


@signed_in
def person_invite(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Invite somebody to act for the organisation."""
    organisation = get_organisation(request.user, organisation_id, Permission.PEOPLE_MANAGE)
    form = InvitationForm(request.POST or None, place=Place(organisation.kind))
    if request.method == "POST" and form.is_valid():
        invite_person(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("organisations:organisation_detail", organisation_id)
    return render(request, "organisations/person_invite.html", {"form": form, "organisation": organisation})


@signed_in
@require_POST
def invitation_revoke(request: SignedInRequest, organisation_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    organisation = get_organisation(request.user, organisation_id, Permission.PEOPLE_MANAGE)
    invitation = get_object_or_404(Invitation, pk=invitation_id, organisation=organisation)
    revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The link of %(email)s no longer works.") % {"email": invitation.email})
    return redirect("organisations:organisation_detail", organisation_id)


@signed_in
def membership_end(request: SignedInRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Ask, then stop a person acting for the organisation."""
    organisation = get_organisation(request.user, organisation_id, Permission.PEOPLE_MANAGE)
    membership = get_object_or_404(queries.active_people(organisation), pk=membership_id)
    if request.method != "POST":
        context = {"organisation": organisation, "membership": membership}
        return render(request, "organisations/membership_end.html", context)
    end_membership(membership=membership, by=request.user)
    messages.success(
        request,
        _("%(person)s no longer acts for %(name)s.") % {"person": membership.user, "name": organisation.name},
    )
    return redirect(
        "home:space"
        if membership.user == request.user
        else reverse("organisations:organisation_detail", args=[organisation_id])
    )


def _invitation(token: str) -> Invitation:
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        raise Http404
    return invitation
