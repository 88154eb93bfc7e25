"""Regional associations and the departments for which they decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from semainier.core.decorators import requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.staff.access import get_association
from semainier.staff.forms.errors import show_error
from semainier.staff.forms.registry import AssociationForm
from semainier.staff.frame import frame
from semainier.staff.queries import registry as reads
from semainier.staff.services.registry import create_association, update_association


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def association_list(request: SignedInRequest) -> HttpResponse:
    """Show the associations, and the departments that none or two of them hold."""
    text = request.GET.get("q", "")
    found = list(reads.associations(text))
    context = {"associations": found, "gaps": reads.territory_gaps(), "text": text}
    return render(request, "staff/association_list.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def association_create(request: SignedInRequest) -> HttpResponse:
    """Add an association."""
    form = AssociationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_association(by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("%(name)s is added. Invite its coordinator.") % {"name": made.name})
            return redirect("organisations:organisation_detail", made.pk)
    return render(request, "staff/association_create.html", {**frame(request), "form": form})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def association_edit(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change an association and its territory."""
    association = get_association(request.user, organisation_id)
    initial = {"territory": reads.departments_of_association(association)}
    form = AssociationForm(request.POST or None, instance=association, initial=initial)
    if request.method == "POST" and form.is_valid():
        fresh = get_association(request.user, organisation_id)
        try:
            changed = update_association(association=fresh, by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing had changed."))
            return redirect("staff:association_list")
    return render(
        request, "staff/association_edit.html", {**frame(request), "form": form, "association": association}
    )
