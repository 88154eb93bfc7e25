"""Imports: send a file, read what it would do, apply it, correct the lines that were refused."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.core.spreadsheets import COLUMN_OF_PROBLEM, REASON_OF_PROBLEM, refused_rows
from semainier.core.words import number
from semainier.staff.access import get_import_run
from semainier.staff.forms.imports import ImportForm, RunFilterForm
from semainier.staff.frame import frame
from semainier.staff.models import ImportKind
from semainier.staff.queries.imports import column_names, import_runs, verdict_rows, verdict_tabs
from semainier.staff.services.imports import Applying, apply_import, check_import

PAGE_SIZE = 50


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def import_list(request: SignedInRequest) -> HttpResponse:
    """Show the files sent before."""
    form = RunFilterForm(request.GET)
    page = Paginator(import_runs(form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/import_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def import_create(request: SignedInRequest) -> HttpResponse:
    """Send a file; it is checked at once."""
    asked = {name: request.GET[name] for name in ("kind", "edition", "source_name") if name in request.GET}
    form = ImportForm(request.POST or None, request.FILES or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        run = check_import(by=request.user, **form.cleaned_data)
        return redirect("staff:import_detail", run.pk)
    columns = [(kind, kind.label, column_names(kind)) for kind in ImportKind]
    return render(request, "staff/import_create.html", {**frame(request), "form": form, "columns": columns})


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def import_model(_request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Give an empty file with the columns, to be filled."""
    if kind not in ImportKind.values:
        raise Http404
    return csv_response(f"semainier-{kind}", column_names(kind), [])


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def import_detail(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Show what a file would do, or did, line by line."""
    run = get_import_run(request.user, run_id)
    verdict, text = request.GET.get("verdict", ""), request.GET.get("q", "")
    rows = verdict_rows(run, verdict, text)
    context = {
        "run": run,
        "tabs": verdict_tabs(run),
        "verdict": verdict,
        "text": text,
        "unknown_columns": run.report.unknown_columns,
        "notes": run.report.notes,
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "staff/import_detail.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def import_refused(request: SignedInRequest, run_id: int) -> StreamingHttpResponse:
    """Give the refused lines, with what is wrong in them, to correct and send again."""
    run = get_import_run(request.user, run_id)
    names = column_names(run.kind)
    header = [*names, COLUMN_OF_PROBLEM, REASON_OF_PROBLEM]
    return csv_response(f"a-corriger-{run.pk}", header, refused_rows(names, run.report.refused))


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def import_apply(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Apply a file that was checked."""
    run = get_import_run(request.user, run_id)
    outcome = apply_import(run=run, by=request.user)
    if outcome is Applying.DONE:
        text = ngettext("%(n)s line is written.", "%(n)s lines are written.", run.to_write)
        messages.success(request, text % {"n": number(run.to_write)})
    elif outcome is Applying.ALREADY:
        messages.info(request, _("This file was applied already: nothing was done."))
    else:
        messages.warning(
            request, _("Something changed since the check: nothing was written. Here is the new report.")
        )
    return redirect("staff:import_detail", run.pk)
