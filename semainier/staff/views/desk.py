"""The first page of the desk, the people, the journal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from semainier.accounts import personal_data
from semainier.audit.queries import journal as journal_entries
from semainier.core.decorators import requires, signed_in
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.organisations.access import has_permission, holds_anywhere
from semainier.staff.access import get_person
from semainier.staff.forms.people import JournalFilterForm, PeopleFilterForm
from semainier.staff.frame import frame
from semainier.staff.queries.checklist import checklist
from semainier.staff.queries.journal import EXPORT_HEADER, export_lines, journal_lines
from semainier.staff.queries.people import people, roles_of
from semainier.staff.services.people import erase_person

PAGE_SIZE = 50


@signed_in
@require_GET
def desk(request: SignedInRequest) -> HttpResponse:
    """Show the head office what to do next; lead a region to its queue, a member to its space."""
    if has_permission(request.user, Permission.EDITION_MANAGE):
        return render(request, "staff/desk.html", {**frame(request), "checklist": checklist()})
    if holds_anywhere(request.user, Permission.EVENT_MODERATE):
        return redirect("events:queue")
    return redirect("home:space")


@requires(Permission.PERSONAL_DATA_MANAGE)
@require_GET
def person_list(request: SignedInRequest) -> HttpResponse:
    """Show who can sign in, and for whom each acts."""
    form = PeopleFilterForm(request.GET)
    page = Paginator(people(form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/person_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.PERSONAL_DATA_MANAGE)
@require_GET
def person_export(request: SignedInRequest, person_id: int) -> JsonResponse:
    """Give everything that is kept about a person, for her who asked for it."""
    person = get_person(request.user, person_id)
    response = JsonResponse(
        personal_data.export(person), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="personne-{person.pk}.json"'
    return response


@requires(Permission.PERSONAL_DATA_MANAGE)
@require_http_methods(["GET", "POST"])
def person_erase(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Ask, then forget a person."""
    person = get_person(request.user, person_id)
    if request.method != "POST":
        context = {**frame(request), "person": person, "roles": roles_of(person)}
        return render(request, "staff/person_erase.html", context)
    name = str(person)
    erase_person(person=person, by=request.user)
    messages.success(
        request, _("%(name)s is forgotten. What was done stays, without the name.") % {"name": name}
    )
    return redirect("staff:person_list")


@requires(Permission.AUDIT_VIEW)
@require_GET
def journal(request: SignedInRequest) -> HttpResponse:
    """Show who did what to which thing, and when."""
    form = JournalFilterForm(request.GET)
    page = Paginator(journal_entries(form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "lines": journal_lines(page.object_list)}
    return render(request, "staff/journal.html", {**frame(request), **context})


@requires(Permission.AUDIT_VIEW)
@require_GET
def journal_export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the journal with its search and filters."""
    return csv_response("journal", EXPORT_HEADER, export_lines(JournalFilterForm(request.GET).filters))
