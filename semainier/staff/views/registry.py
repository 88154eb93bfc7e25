"""The registry: members, their archive, families."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.organisations.queries import active_people
from semainier.organisations.services.organisations import (
    archive_organisation,
    create_organisation,
    restore_organisation,
    update_organisation,
)
from semainier.staff.access import get_family, get_member
from semainier.staff.forms.errors import show_error
from semainier.staff.forms.registry import FamilyForm, MemberFilterForm, MemberForm
from semainier.staff.frame import frame
from semainier.staff.queries import registry as reads
from semainier.staff.services.registry import delete_family, save_family

PAGE_SIZE = 50


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """Show the members, those in the archive apart."""
    form = MemberFilterForm(request.GET)
    page = Paginator(reads.registered_members(form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/organisation_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def organisation_export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the list with its search and filters, in the columns of the import."""
    members = reads.registered_members(MemberFilterForm(request.GET).filters)
    return csv_response("organismes", reads.EXPORT_HEADER, reads.member_lines(members))


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def organisation_create(request: SignedInRequest) -> HttpResponse:
    """Add one member."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_organisation(by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(
                request, _("%(name)s is a member now. Invite its referent.") % {"name": made.name}
            )
            return redirect("organisations:organisation_detail", made.pk)
    return render(request, "staff/organisation_create.html", {**frame(request), "form": form})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def organisation_edit(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change all that the federation keeps of a member."""
    organisation = get_member(request.user, organisation_id)
    form = MemberForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        fresh = get_member(request.user, organisation_id)
        try:
            changed = update_organisation(organisation=fresh, by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing had changed."))
            return redirect("organisations:organisation_detail", organisation_id)
    return render(
        request, "staff/organisation_edit.html", {**frame(request), "form": form, "member": organisation}
    )


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def organisation_archive(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Ask, then put a member into the archive."""
    organisation = get_member(request.user, organisation_id)
    if request.method != "POST":
        context = {"member": organisation, "people": active_people(organisation).count()}
        return render(request, "staff/organisation_archive.html", {**frame(request), **context})
    archive_organisation(organisation=organisation, by=request.user)
    messages.success(request, _("%(name)s is in the archive.") % {"name": organisation.name})
    return redirect("staff:organisation_list")


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def organisation_restore(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Take a member out of the archive."""
    organisation = restore_organisation(
        organisation=get_member(request.user, organisation_id), by=request.user
    )
    messages.success(
        request, _("%(name)s is a member again. Invite its people anew.") % {"name": organisation.name}
    )
    return redirect("organisations:organisation_detail", organisation_id)


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def family_list(request: SignedInRequest) -> HttpResponse:
    """Show the families of members."""
    return render(
        request, "staff/family_list.html", {**frame(request), "families": list(reads.families_with_counts())}
    )


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def family_create(request: SignedInRequest) -> HttpResponse:
    """Add a family."""
    form = FamilyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        family = save_family(by=request.user, **form.cleaned_data)
        messages.success(request, _("The family “%(family)s” is added.") % {"family": family})
        return redirect("staff:family_list")
    return render(request, "staff/family_create.html", {**frame(request), "form": form})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def family_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Change a family."""
    family = get_family(request.user, code)
    form = FamilyForm(request.POST or None, instance=family)
    if request.method == "POST" and form.is_valid():
        save_family(by=request.user, code=family.pk, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("staff:family_list")
    return render(request, "staff/family_edit.html", {**frame(request), "form": form, "family": family})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def family_delete(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask, then remove a family that nothing bears."""
    family = get_family(request.user, code)
    if request.method != "POST":
        return render(request, "staff/family_delete.html", {**frame(request), "family": family})
    delete_family(family=family, by=request.user)
    messages.success(request, _("The family “%(family)s” is removed.") % {"family": family})
    return redirect("staff:family_list")
