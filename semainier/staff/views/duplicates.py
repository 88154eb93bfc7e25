"""Duplicates: the pairs that look alike, two side by side, the merge of both."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.accounts.models import User
from semainier.core.decorators import requires
from semainier.core.filters import FilterForm
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.words import number
from semainier.organisations.merging import queries as merging
from semainier.organisations.merging.access import get_kind, get_pairs, get_subject
from semainier.organisations.merging.finding import find_duplicates
from semainier.organisations.merging.services import dismiss_pairs, merge, reconsider_pairs
from semainier.organisations.merging.subjects import Subject, told_apart
from semainier.staff.forms.duplicates import PairFilterForm, chosen_pairs
from semainier.staff.frame import frame
from semainier.staff.queries import duplicates as reads

PAGE_SIZE = 50


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def duplicate_list(request: SignedInRequest) -> HttpResponse:
    """Show the pairs to be looked at, the likest first; those called different apart."""
    form = PairFilterForm(request.GET)
    said = form.said
    found = merging.pairs(
        form.kind,
        text=said.get("q", ""),
        reason=said.get("motif", ""),
        dismissed=bool(said.get("ecartes")),
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "counts": reads.counts_by_kind()}
    return render(request, "staff/duplicate_list.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def duplicate_search(request: SignedInRequest) -> HttpResponse:
    """Look for duplicates now instead of in the night."""
    found = find_duplicates(by=request.user)
    told = ngettext("%(n)s pair to look at.", "%(n)s pairs to look at.", found)
    messages.success(request, told % {"n": number(found)} if found else _("No duplicate was found."))
    return _to_list(request)


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def duplicate_dismiss(request: SignedInRequest, kind: str) -> HttpResponse:
    """Remember of the chosen pairs that they are not the same."""
    chosen = get_pairs(request.user, get_kind(kind), chosen_pairs(request.POST))
    done = dismiss_pairs(kind=get_kind(kind), pairs=chosen, by=request.user)
    told = ngettext("%(n)s pair will not be proposed again.", "%(n)s pairs will not be proposed again.", done)
    messages.success(request, told % {"n": number(done)} if done else _("Choose at least one pair."))
    return _to_list(request, kind)


@requires(Permission.REGISTRY_MANAGE)
@require_POST
def duplicate_reconsider(request: SignedInRequest, kind: str) -> HttpResponse:
    """Propose the chosen pairs again."""
    chosen = get_pairs(request.user, get_kind(kind), chosen_pairs(request.POST))
    done = reconsider_pairs(kind=get_kind(kind), pairs=chosen, by=request.user)
    told = ngettext("%(n)s pair is proposed again.", "%(n)s pairs are proposed again.", done)
    messages.success(request, told % {"n": number(done)} if done else _("Choose at least one pair."))
    return _to_list(request, kind)


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def duplicate_pick(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Choose by hand with whom one is to be merged."""
    subject = get_subject(request.user, get_kind(kind), key)
    form = FilterForm(request.GET)
    text = form.said.get("q", "")
    page = Paginator(merging.mergeable(subject, text), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "subject": subject, "kind": kind}
    return render(request, "staff/duplicate_pick.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def duplicate_detail(request: SignedInRequest, kind: str, first: int, second: int) -> HttpResponse:
    """Show two side by side, which of them stays, and what would move."""
    one, other = _both(request, kind, first, second)
    survivor = next(
        (x for x in (one, other) if str(x.pk) == request.GET.get("garder")),
        reads.suggested_survivor(one, other),
    )
    loser = other if survivor == one else one
    context = {
        "columns": [x.email if isinstance(x, User) else str(x) for x in (one, other)],
        "one": one,
        "other": other,
        "kind": kind,
        "lines": reads.comparison(one, other),
        "closed": reads.closed_editions(one, other),
        "preview": merging.preview(survivor, loser, request.user),
    }
    return render(request, "staff/duplicate_detail.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def duplicate_merge(request: SignedInRequest, kind: str, survivor: int, loser: int) -> HttpResponse:
    """Ask, then merge."""
    kept, gone = _both(request, kind, survivor, loser)
    if request.method != "POST":
        preview = merging.preview(kept, gone, request.user)
        context = {"preview": preview, "kind": kind, "moved": sum(row.moved for row in preview.rows)}
        return render(request, "staff/duplicate_merge.html", {**frame(request), **context})
    made = merge(survivor=kept, loser=gone, by=request.user)
    survivor_name, loser_name = told_apart(kept, gone)
    told = _("%(loser)s and %(survivor)s are one now.")
    messages.success(request, told % {"loser": loser_name, "survivor": survivor_name})
    return redirect("staff:merge_detail", kind, made.pk)


def _both(request: SignedInRequest, kind: str, first: int, second: int) -> tuple[Subject, Subject]:
    found = get_kind(kind)
    if first == second:
        raise Http404
    return get_subject(request.user, found, first), get_subject(request.user, found, second)


def _to_list(request: SignedInRequest, kind: str = "") -> HttpResponse:
    """Lead back to the list with the search and filters it had."""
    kept = {name: value for name, value in request.GET.items() if name in PairFilterForm.base_fields}
    if kind:
        kept["genre"] = kind
    return redirect(f"{reverse('staff:duplicate_list')}?{urlencode(kept)}")
