"""Sources: agendas from elsewhere whose events are followed up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.imports.upstream import forget_source
from semainier.staff.access import get_source
from semainier.staff.forms.imports import SourceFilterForm
from semainier.staff.frame import frame
from semainier.staff.queries.sources import sources
from semainier.staff.services.sources import read_source

PAGE_SIZE = 50


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def source_list(request: SignedInRequest) -> HttpResponse:
    """Show where events come from, and what the last reading said."""
    form = SourceFilterForm(request.GET)
    found = sources(form.said.get("q", ""), form.said.get("edition", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/source_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def source_read(request: SignedInRequest, source_id: int) -> HttpResponse:
    """Read the address of a source again; the report is shown, nothing is written."""
    run = read_source(source=get_source(request.user, source_id), by=request.user)
    return redirect("staff:import_detail", run.pk)


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def source_forget(request: SignedInRequest, source_id: int) -> HttpResponse:
    """Ask, then forget a source; its events stay."""
    source = get_source(request.user, source_id)
    if request.method == "POST":
        forget_source(source=source, by=request.user)
        messages.success(request, _("“%(name)s” is forgotten; its events stay.") % {"name": source.name})
        return redirect("staff:source_list")
    context = {"source": source, "event_count": source.events.count()}
    return render(request, "staff/source_forget.html", {**frame(request), **context})
