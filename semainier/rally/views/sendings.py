"""Sendings: chosen, counted, confirmed with that very number, followed, cancelled."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.sheets import csv_response
from semainier.core.words import number
from semainier.rally.access import asked_edition, check_change, get_sending, may_change, rally_reach
from semainier.rally.forms.sendings import (
    FILTERS,
    ConfirmForm,
    DraftForm,
    RecipientFilterForm,
    SendingFilterForm,
)
from semainier.rally.models import RecipientState
from semainier.rally.queries import sendings as reads
from semainier.rally.queries.preview import lines_to_one, preview
from semainier.rally.queries.restated import restated
from semainier.rally.services.sendings import (
    Draft,
    NumberChangedError,
    confirm_sending,
    plan_of_draft,
)
from semainier.rally.services.take_back import cancel_sending
from semainier.rally.views.frame import rally_frame
from semainier.rally.words import choice_words

PER_PAGE = 20
RECIPIENTS_PER_PAGE = 50
AGAIN = "revoir"  # the form comes back with what is wrong


@requires(Permission.RALLY_SEND)
@require_GET
def sending_list(request: SignedInRequest) -> HttpResponse:
    """Show the sendings of an edition and how far each has come."""
    edition, reach, form = asked_edition(request), rally_reach(request.user), SendingFilterForm(request.GET)
    found = reads.sendings_of(edition, reach, form.said.get("q", ""), form.said.get("matiere", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": reads.rows_of(list(page.object_list), reach), "page_obj": page, "form": form}
    return render(request, "rally/sending_list.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def sending_create(request: SignedInRequest) -> HttpResponse:
    """Choose whom, what and when; filters of the address make a segment of their own."""
    edition, asked = asked_edition(request), request.GET.copy()
    bound = DraftForm(asked, edition=edition, user=request.user)
    if bound.choice.has_conditions and not asked.get("segment"):
        asked["segment"] = FILTERS
    if AGAIN in asked:
        form = DraftForm(asked, edition=edition, user=request.user)
    else:
        form = DraftForm(edition=edition, user=request.user, initial=asked.dict())
    has_filters = asked.get("segment") == FILTERS
    context = {
        "form": form,
        "filters": choice_words(bound.choice, edition) if has_filters else "",
        "kept": [(name, value) for name, values in bound.choice.named().items() for value in values],
    }
    return render(request, "rally/sending_create.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def sending_check(request: SignedInRequest) -> HttpResponse:
    """Restate whom the sending reaches and whom not, and ask to confirm that very number."""
    form = DraftForm(request.GET, edition=asked_edition(request), user=request.user)
    if not form.is_valid():
        return redirect(_back_to_form(request.GET))
    context = _checked(request, form, form.draft(), request.GET)
    return render(request, "rally/sending_check.html", context)


@requires(Permission.RALLY_SEND)
@require_POST
def sending_confirm(request: SignedInRequest) -> HttpResponse:
    """Freeze the recipients that were shown; others than those are shown again (409)."""
    form = DraftForm(request.POST, edition=asked_edition(request), user=request.user)
    shown = ConfirmForm(request.POST)
    if not form.is_valid() or not shown.is_valid():
        return redirect(_back_to_form(request.POST))
    draft = form.draft()
    try:
        sending = confirm_sending(
            draft=draft,
            reach=rally_reach(request.user),
            organisations=shown.cleaned_data["organisations"],
            mails=shown.cleaned_data["mails"],
            key=str(shown.cleaned_data["cle"]),
            by=request.user,
        )
    except NumberChangedError as changed:
        context = {**_checked(request, form, draft, request.POST), "changed": changed}
        return render(request, "rally/sending_check.html", context, status=changed.status)
    messages.success(request, _confirmed(sending.mails, is_later=draft.leaves_at is not None))
    return redirect("rally:sending_detail", sending.pk)


@requires(Permission.RALLY_SEND)
@require_GET
def sending_detail(request: SignedInRequest, sending_id: int) -> HttpResponse:
    """Show how far a sending has come, and what became of each recipient."""
    sending, reach = get_sending(request.user, sending_id), rally_reach(request.user)
    form = RecipientFilterForm(request.GET)
    found = reads.recipients_of(sending, reach, form.said.get("q", ""), form.said.get("etat", ""))
    counts = reads.state_counts(sending, reach)
    page = Paginator(found, RECIPIENTS_PER_PAGE).get_page(request.GET.get("page"))
    is_open = RecipientState.WAITING in counts or RecipientState.QUEUED in counts
    context = {
        "sending": sending,
        "counts": reads.tallies(counts),
        "total": sum(counts.values()),
        "is_open": is_open,
        "may_cancel": is_open and sending.cancelled_at is None and may_change(request.user, sending),
        "form": form,
        "page_obj": page,
    }
    return render(request, "rally/sending_detail.html", {**rally_frame(request, sending.edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def sending_export(request: SignedInRequest, sending_id: int) -> StreamingHttpResponse:
    """Give the recipients with their search and state as CSV."""
    sending, form = get_sending(request.user, sending_id), RecipientFilterForm(request.GET)
    reach = rally_reach(request.user)
    found = reads.recipients_of(sending, reach, form.said.get("q", ""), form.said.get("etat", ""))
    return csv_response(f"envoi-{sending.pk}", reads.EXPORT_HEADER, reads.recipient_lines(found))


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def sending_cancel(request: SignedInRequest, sending_id: int) -> HttpResponse:
    """Ask, then cancel what has not left."""
    sending = get_sending(request.user, sending_id)
    check_change(request.user, sending)
    if request.method != "POST":
        [row] = reads.rows_of([sending], rally_reach(request.user))
        context = {**rally_frame(request, sending.edition), "sending": sending, "row": row}
        return render(request, "rally/sending_cancel.html", context)
    cancel_sending(sending=sending, by=request.user)
    messages.success(request, _("The sending is cancelled. What had left has left."))
    return redirect("rally:sending_detail", sending.pk)


def _checked(request: SignedInRequest, form: DraftForm, draft: Draft, data: QueryDict) -> dict[str, Any]:
    plan = plan_of_draft(draft, rally_reach(request.user))
    at, first = draft.leaves_at or clock.now(), lines_to_one(plan)
    letters = {}
    if first:
        letters = preview(draft.edition, draft.matter, draft.message, first, signature=draft.signature, at=at)
    return {
        **rally_frame(request, draft.edition),
        "draft": draft,
        "matter": form.matter_words(draft.matter),
        "plan": plan,
        "restated": restated(plan),
        "letters": letters,
        "first": first[0] if first else None,
        "hidden": form.said_again(data),
        "key": uuid4(),
        "change_url": _back_to_form(data, AGAIN),
    }


def _back_to_form(data: QueryDict, *without: str) -> str:
    kept = data.copy()
    for name in ("csrfmiddlewaretoken", "organisations", "mails", "cle", AGAIN):
        kept.pop(name, None)
    if AGAIN not in without:
        kept[AGAIN] = "1"
    return f"{reverse('rally:sending_create')}?{kept.urlencode()}"


def _confirmed(mails: int, *, is_later: bool) -> str:
    if is_later:
        said = ngettext("%(n)s mail will leave at its hour.", "%(n)s mails will leave at their hour.", mails)
    else:
        said = ngettext("%(n)s mail is leaving.", "%(n)s mails are leaving.", mails)
    return said % {"n": number(mails)}
