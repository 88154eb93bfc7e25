"""Several events of the queue at once: the summary, then the decision and each result."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.words import number
from semainier.events.forms.desk import BulkForm
from semainier.events.models import DecisionAction, Event
from semainier.events.queries.bulk import bulk_rows, picked, summary_of
from semainier.events.queries.desk_filters import QueueFilters
from semainier.events.queries.presets import sentences_for
from semainier.events.services.decide import Result, decide_together
from semainier.events.views.panel import MODERATE, UNPROCESSABLE, desk_frame
from semainier.organisations.access import reach_of


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def queue_bulk(request: SignedInRequest) -> HttpResponse:
    """Say what deciding on the chosen events will do (GET), then do it and tell each result (POST)."""
    asked = request.POST if request.method == "POST" else request.GET
    action = _action_of(asked)
    back = asked.get("back", "")[:300]
    target = _list_address(back)
    events = picked(reach_of(request.user, MODERATE), asked.getlist("uid"))
    if not events:
        messages.warning(request, _("No event was chosen: nothing was done."))
        return redirect(target)
    form = _form_of(request, action)
    if request.method == "POST" and form.is_valid():
        words, read_at = form.cleaned_data["message"], form.cleaned_data["read_at"]
        results = decide_together(
            events=events, action=action, by=request.user, read_at=read_at, message=words
        )
        _tell_results(request, action, results)
        return redirect(target)
    context = _context(request, events, action, form, back)
    return render(request, "events/queue_bulk.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _list_address(back: str) -> str:
    return f"{reverse('events:queue')}?{QueueFilters.read(QueryDict(back)).query()}".rstrip("?")


def _action_of(asked: QueryDict) -> DecisionAction:
    wanted = asked.get("action", "")
    choices = {DecisionAction.REQUEST_CHANGES.value, DecisionAction.REFUSE.value}
    return DecisionAction(wanted) if wanted in choices else DecisionAction.PUBLISH


def _form_of(request: SignedInRequest, action: DecisionAction) -> BulkForm:
    sentences = sentences_for(reach_of(request.user, MODERATE))
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        data["action"] = action
    return BulkForm(data, presets=sentences.get(action, ()), auto_id="bulk_%s")


def _context(
    request: SignedInRequest, events: list[Event], action: DecisionAction, form: BulkForm, back: str
) -> dict[str, Any]:
    rows = bulk_rows(events, action, request.user)
    summary = summary_of(rows)
    return {
        **desk_frame(request),
        "rows": rows,
        "summary": summary,
        "action": action,
        "form": form,
        "title": _title(action, summary.going),
        "verb": _verb(action, summary.going),
        "back": back,
        "back_url": _list_address(back),
        "read_at": clock.now(),
    }


def _title(action: DecisionAction, count: int) -> str:
    words = {
        DecisionAction.PUBLISH: ngettext(
            "%(n)s event will be published", "%(n)s events will be published", count
        ),
        DecisionAction.REQUEST_CHANGES: ngettext(
            "%(n)s event will go back to its organiser",
            "%(n)s events will go back to their organisers",
            count,
        ),
        DecisionAction.REFUSE: ngettext("%(n)s event will be refused", "%(n)s events will be refused", count),
    }
    return words[action] % {"n": number(count)}


def _verb(action: DecisionAction, count: int) -> str:
    words = {
        DecisionAction.PUBLISH: ngettext("Publish this event", "Publish these %(n)s events", count),
        DecisionAction.REQUEST_CHANGES: ngettext(
            "Send this event back", "Send these %(n)s events back", count
        ),
        DecisionAction.REFUSE: ngettext("Refuse this event", "Refuse these %(n)s events", count),
    }
    return words[action] % {"n": number(count)}


def _tell_results(request: SignedInRequest, action: DecisionAction, results: list[Result]) -> None:
    done = [result for result in results if result.is_done]
    if done:
        said = {
            DecisionAction.PUBLISH: ngettext(
                "%(n)s event is published.", "%(n)s events are published.", len(done)
            ),
            DecisionAction.REQUEST_CHANGES: ngettext(
                "%(n)s event goes back to its organiser.",
                "%(n)s events go back to their organisers.",
                len(done),
            ),
            DecisionAction.REFUSE: ngettext(
                "%(n)s event is refused.", "%(n)s events are refused.", len(done)
            ),
        }[action]
        messages.success(request, said % {"n": number(len(done))})
    for result in results:
        if not result.is_done:
            text = _("“%(title)s” was left as it is. %(reason)s") % {
                "title": result.event.title,
                "reason": result.reason,
            }
            messages.error(request, text)
