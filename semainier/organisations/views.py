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
from semainier.organisations.forms import InvitationForm, OrganisationForm, ReferentForm
from semainier.organisations.models import Invitation
from semainier.organisations.services.organisations import update_organisation
from semainier.organisations.services.people import (
    accept_invitation,
    check_invitation_open,
    end_membership,
    hand_over,
    invite_person,
    name_referent,
    revoke_invitation,
)

# Where the head office changes all that the federation keeps, by kind of organisation.
REGISTRY_PAGES: dict[str, str] = {
    Place.MEMBER: "staff:organisation_edit",
    Place.REGIONAL: "staff:association_edit",
}


@public
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites whom to what; only the button acts."""
    invitation = _invitation(token)
    if invitation.accepted_at is None:
        check_invitation_open(invitation)
    return _invitation_page(request, invitation, token, ReferentForm())


@public
@require_POST
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the invitation, then sign in with a code; an organisation's mailbox names its referent."""
    invitation = _invitation(token)
    if not invitation.is_to_mailbox:
        membership = accept_invitation(invitation=invitation)
        return send_code_and_redirect(request, membership.user, reverse("home:space"))
    form = ReferentForm(request.POST)
    if not form.is_valid():
        return _invitation_page(request, invitation, token, form)
    named = name_referent(invitation=invitation, **form.cleaned_data)
    if named is not None:
        return send_code_and_redirect(request, named.user, reverse("home:space"))
    messages.success(
        request, _("We have written to %(email)s. The link there opens the space.") % form.cleaned_data
    )
    return redirect("organisations:invitation_detail", token)


def _invitation_page(
    request: HttpRequest, invitation: Invitation, token: str, form: ReferentForm
) -> HttpResponse:
    context = {"invitation": invitation, "role": ROLES[invitation.role], "token": token, "form": form}
    return render(request, "organisations/invitation_detail.html", context)


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
        "registry": has_permission(request.user, Permission.REGISTRY_MANAGE)
        and REGISTRY_PAGES.get(organisation.kind),
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
def membership_hand_over(request: SignedInRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Name who takes over from a person; she stays until the successor has accepted."""
    organisation = get_organisation(request.user, organisation_id, Permission.PEOPLE_MANAGE)
    membership = get_object_or_404(queries.active_people(organisation), pk=membership_id)
    form = ReferentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hand_over(membership=membership, by=request.user, **form.cleaned_data)
        said = _("%(name)s is invited. %(person)s stays until then.")
        messages.success(request, said % {**form.cleaned_data, "person": membership.user})
        return redirect("organisations:organisation_detail", organisation_id)
    context = {"organisation": organisation, "membership": membership, "form": form}
    return render(request, "organisations/membership_hand_over.html", context)


@signed_in
def membership_end(request: SignedInRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Ask, then stop a person acting for the organisation."""
    organisation = get_organisation(request.user, organisation_id, Permission.PEOPLE_MANAGE)
    membership = get_object_or_404(queries.active_people(organisation), pk=membership_id)
    if request.method != "POST":
        is_last = queries.active_people(organisation).count() == 1
        context = {"organisation": organisation, "membership": membership, "is_last": is_last}
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
