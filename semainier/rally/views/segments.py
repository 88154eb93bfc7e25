"""Segments: kept, counted anew on every page, listed, exported."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.rally.access import (
    asked_edition,
    check_change,
    get_segment,
    house_of,
    may_change,
    rally_reach,
)
from semainier.rally.forms.segments import CriteriaForm, SegmentForm
from semainier.rally.models import Segment
from semainier.rally.queries import segments as reads
from semainier.rally.queries.exports import MEMBERS_HEADER, member_lines
from semainier.rally.services.kept import create_segment, delete_segment, update_segment
from semainier.rally.views.frame import rally_frame
from semainier.rally.words import choice_words, reason_words

PER_PAGE = 50
KEPT_PER_PAGE = 20


@requires(Permission.RALLY_SEND)
@require_GET
def segment_list(request: SignedInRequest) -> HttpResponse:
    """Show the segments of an edition with their count of this moment."""
    edition, reach, text = asked_edition(request), rally_reach(request.user), request.GET.get("q", "").strip()
    page = Paginator(reads.segments_of(edition, reach, text), KEPT_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    counts = reads.counts_of(edition, shown, clock.now(), reach)
    rows = [(one, counts[one.pk], may_change(request.user, one)) for one in shown]
    context = {"rows": rows, "page_obj": page, "text": text}
    return render(request, "rally/segment_list.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def segment_create(request: SignedInRequest) -> HttpResponse:
    """Choose whom to take in and leave out, see the count (GET), keep it under a name (POST)."""
    edition, reach = asked_edition(request), rally_reach(request.user)
    form = SegmentForm(request.POST or None, edition=edition, reach=reach)
    if request.method == "POST" and form.is_valid():
        segment = create_segment(
            edition=edition,
            name=form.cleaned_data["nom"],
            choice=form.choice,
            association=house_of(request.user),
            by=request.user,
        )
        messages.success(request, _("The segment “%(name)s” is kept.") % {"name": segment.name})
        return redirect("rally:segment_detail", segment.pk)
    said = CriteriaForm(request.POST or request.GET, edition=edition, reach=reach)
    if request.method == "GET":
        form = SegmentForm(initial=_initial(request, said), edition=edition, reach=reach)
    count = reads.count_of(edition, said.choice, clock.now(), reach)
    context = {"form": form, "count": count, "reasons": reason_words(count.reasons, said.choice)}
    return render(request, "rally/segment_create.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def segment_detail(request: SignedInRequest, segment_id: int) -> HttpResponse:
    """Show who belongs to a segment now, how many were left out and why."""
    segment, reach = get_segment(request.user, segment_id), rally_reach(request.user)
    edition, choice, now = segment.edition, segment.choice, clock.now()
    members = reads.members_of(edition, choice, now, reach, segment.association)
    text = request.GET.get("q", "").strip()
    page = Paginator(reads.searched(members, text), PER_PAGE).get_page(request.GET.get("page"))
    count = reads.count_of(edition, choice, now, reach, segment.association)
    context = {
        "segment": segment,
        "words": choice_words(choice, edition) or _("Everybody on the list"),
        "count": count,
        "reasons": reason_words(count.reasons, choice),
        "parts": reads.parts_of(members),
        "page_obj": page,
        "text": text,
        "may_change": may_change(request.user, segment),
    }
    return render(request, "rally/segment_detail.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def segment_export(request: SignedInRequest, segment_id: int) -> StreamingHttpResponse:
    """Give the organisations of a segment as CSV, with their search."""
    segment = get_segment(request.user, segment_id)
    reach = rally_reach(request.user)
    members = reads.members_of(segment.edition, segment.choice, clock.now(), reach, segment.association)
    found = reads.searched(members, request.GET.get("q", ""))
    return csv_response(f"segment-{segment.pk}", MEMBERS_HEADER, member_lines(found))


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def segment_edit(request: SignedInRequest, segment_id: int) -> HttpResponse:
    """Change a segment; what was sent to it stays as it was."""
    segment, reach = get_segment(request.user, segment_id), rally_reach(request.user)
    check_change(request.user, segment)
    form = SegmentForm(request.POST or None, initial=_stored(segment), edition=segment.edition, reach=reach)
    if request.method == "POST" and form.is_valid():
        update_segment(segment=segment, name=form.cleaned_data["nom"], choice=form.choice, by=request.user)
        messages.success(request, _("The segment “%(name)s” is changed.") % {"name": segment.name})
        return redirect("rally:segment_detail", segment.pk)
    context = {"form": form, "segment": segment}
    return render(request, "rally/segment_edit.html", {**rally_frame(request, segment.edition), **context})


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def segment_delete(request: SignedInRequest, segment_id: int) -> HttpResponse:
    """Ask, then remove a segment."""
    segment = get_segment(request.user, segment_id)
    check_change(request.user, segment)
    if request.method != "POST":
        context = {**rally_frame(request, segment.edition), "segment": segment}
        return render(request, "rally/segment_delete.html", context)
    delete_segment(segment=segment, by=request.user)
    messages.success(request, _("The segment “%(name)s” is removed.") % {"name": segment.name})
    return redirect("rally:segment_list")


def _initial(request: SignedInRequest, said: CriteriaForm) -> dict[str, object]:
    said.is_valid()
    return {**said.cleaned_data, "nom": request.GET.get("nom", "")}


def _stored(segment: Segment) -> dict[str, object]:
    return {**segment.choice.named(), "nom": segment.name}
