"""The dated member list of an edition: who is counted, who is invited."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.access import get_edition
from semainier.campaigns.services.members import (
    InvitedHow,
    list_members,
    relist_member,
    remove_listed_member,
)
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.core.words import number
from semainier.staff.access import get_listed_member
from semainier.staff.forms.members import ChosenForm, ListFilterForm, SinceForm
from semainier.staff.frame import frame
from semainier.staff.queries import members as reads
from semainier.staff.services.members import invite_many

PAGE_SIZE = 50


@requires(Permission.EDITION_MANAGE)
@require_GET
def listed_member_list(request: SignedInRequest, edition: str) -> HttpResponse:
    """Show the member list, with what each organisation did."""
    found = get_edition(edition)
    form = ListFilterForm(request.GET, edition=found)
    page = Paginator(reads.listed_members(found, form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "unlisted": reads.unlisted_members(found).count()}
    return render(request, "staff/listed_member_list.html", {**frame(request, found), **context})


@requires(Permission.EDITION_MANAGE)
@require_GET
def listed_member_export(request: SignedInRequest, edition: str) -> StreamingHttpResponse:
    """Give the list with its search and filters."""
    found = get_edition(edition)
    lines = reads.listed_members(found, ListFilterForm(request.GET, edition=found).filters)
    return csv_response(f"membres-{found.slug}", reads.EXPORT_HEADER, reads.list_lines(lines))


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def listed_member_add(request: SignedInRequest, edition: str) -> HttpResponse:
    """Choose active members that are not on the list (GET), put them on it from a day on (POST)."""
    found, text = get_edition(edition), request.GET.get("q", "")
    form = SinceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unlisted = reads.unlisted_members(found)
        if "tous" not in request.POST:
            unlisted = unlisted.filter(pk__in=ChosenForm(request.POST).chosen)
        new = list_members(
            edition=found, organisations=unlisted, listed_on=form.cleaned_data["since"], by=request.user
        )
        text = ngettext(
            "%(n)s organisation is on the list now.", "%(n)s organisations are on the list now.", new
        )
        messages.success(request, text % {"n": number(new)})
        return redirect("staff:listed_member_list", found.slug)
    page = Paginator(reads.unlisted_members(found, text), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "text": text, "total": reads.unlisted_members(found).count()}
    return render(request, "staff/listed_member_add.html", {**frame(request, found), **context})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def listed_member_remove(request: SignedInRequest, edition: str, listed_id: int) -> HttpResponse:
    """Ask, then take an organisation off the list from today on."""
    found = get_edition(edition)
    listed = get_listed_member(request.user, found, listed_id)
    if request.method != "POST":
        context = {**frame(request, found), "listed": listed, "today": clock.today()}
        return render(request, "staff/listed_member_remove.html", context)
    remove_listed_member(listed=listed, on=clock.today(), by=request.user)
    messages.success(
        request, _("%(name)s no longer stands on the list.") % {"name": listed.organisation.name}
    )
    return redirect("staff:listed_member_list", found.slug)


@requires(Permission.EDITION_MANAGE)
@require_POST
def listed_member_relist(request: SignedInRequest, edition: str, listed_id: int) -> HttpResponse:
    """Put an organisation back that was taken off the list."""
    found = get_edition(edition)
    listed = relist_member(listed=get_listed_member(request.user, found, listed_id), by=request.user)
    messages.success(request, _("%(name)s stands on the list again.") % {"name": listed.organisation.name})
    return redirect("staff:listed_member_list", found.slug)


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def listed_member_invite(request: SignedInRequest, edition: str) -> HttpResponse:
    """Say what inviting would send (GET), then send it (POST); nobody chosen: all that were not invited."""
    found = get_edition(edition)
    chosen = ChosenForm(request.POST if request.method == "POST" else request.GET).chosen
    summary = reads.invite_summary(found, chosen or None)
    if request.method != "POST":
        context = {**frame(request, found), "summary": summary, "chosen": chosen}
        return render(request, "staff/listed_member_invite.html", context)
    reached = invite_many(listed=summary.listed, by=request.user)
    sent = reached[InvitedHow.PEOPLE] + reached[InvitedHow.MAILBOX]
    text = ngettext("%(n)s organisation is invited.", "%(n)s organisations are invited.", sent)
    messages.success(request, text % {"n": number(sent)})
    if lost := reached[InvitedHow.UNREACHABLE]:
        text = ngettext("%(n)s could not be reached.", "%(n)s could not be reached.", lost)
        messages.warning(request, text % {"n": number(lost)})
    return redirect("staff:listed_member_list", found.slug)
