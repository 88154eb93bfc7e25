"""Past merges: what each moved, what was made since, and the way back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.merging import queries as merging
from semainier.organisations.merging.access import get_kind, get_merge
from semainier.organisations.merging.services import undo_merge
from semainier.organisations.merging.subjects import told_apart
from semainier.staff.forms.duplicates import KindFilterForm
from semainier.staff.frame import frame

PAGE_SIZE = 50


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def merge_list(request: SignedInRequest) -> HttpResponse:
    """Show the merges, the newest first."""
    form = KindFilterForm(request.GET)
    found = merging.merges(form.kind, form.said.get("q", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.can_be_undone, one.title = merging.is_undoable(one), merging.title_of(one)
    return render(request, "staff/merge_list.html", {**frame(request), "form": form, "page_obj": page})


@requires(Permission.REGISTRY_MANAGE)
@require_GET
def merge_detail(request: SignedInRequest, kind: str, merge_id: int) -> HttpResponse:
    """Show what a merge moved, what was made since, and how long it can be undone."""
    merge = get_merge(request.user, get_kind(kind), merge_id)
    later = merging.blocking_merge(merge) if merging.is_undoable(merge) else None
    context = {
        "merge": merge,
        "title": merging.title_of(merge),
        "kind": kind,
        "rows": merging.moved_by(merge),
        "since": merging.stayed(merge) if merge.undone_at else merging.made_since(merge),
        "until": merging.undoable_until(merge),
        "can_be_undone": merging.is_undoable(merge),
        "blocking": merging.title_of(later) if later else "",
    }
    return render(request, "staff/merge_detail.html", {**frame(request), **context})


@requires(Permission.REGISTRY_MANAGE)
@require_http_methods(["GET", "POST"])
def merge_undo(request: SignedInRequest, kind: str, merge_id: int) -> HttpResponse:
    """Ask, then take a merge apart."""
    merge = get_merge(request.user, get_kind(kind), merge_id)
    if request.method != "POST":
        names = told_apart(merge.survivor, merge.loser)
        context = {"merge": merge, "names": names, "kind": kind, "since": merging.made_since(merge)}
        return render(request, "staff/merge_undo.html", {**frame(request), **context})
    undo_merge(merge=merge, by=request.user)
    messages.success(
        request,
        _("%(loser)s and %(survivor)s are two again.") % {"loser": merge.loser, "survivor": merge.survivor},
    )
    return redirect("staff:merge_detail", kind, merge.pk)
