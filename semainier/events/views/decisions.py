"""What is done with one event of the queue: decisions, and who reads it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from semainier.core.decorators import requires
from semainier.core.errors import Conflict
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.words import number
from semainier.events.access import get_event
from semainier.events.forms.desk import DecisionForm, ReadForm
from semainier.events.models import DecisionAction, Event
from semainier.events.queries import desk as reads
from semainier.events.queries.desk_filters import QueueFilters
from semainier.events.queries.presets import sentences_for
from semainier.events.queries.trust import trust_of
from semainier.events.services.claims import claim_event, release_event, take_over
from semainier.events.services.decide import acknowledge_read, decide
from semainier.events.views.panel import MODERATE, UNPROCESSABLE, item_page, same_address
from semainier.organisations.access import has_permission, reach_of
from semainier.organisations.queries import contacts_of

NO_CONTENT = 204
READ_BY_ANOTHER = "event.read_by_another"


@requires(MODERATE)
@require_POST
def event_publish(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Publish the event, then open the next."""
    return _decide(request, uid, DecisionAction.PUBLISH, ReadForm(request.POST))


@requires(MODERATE)
@require_POST
def event_request_changes(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Send the event back with what is asked for, then open the next."""
    return _decide(
        request, uid, DecisionAction.REQUEST_CHANGES, _words(request, DecisionAction.REQUEST_CHANGES)
    )


@requires(MODERATE)
@require_POST
def event_refuse(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Refuse the event with a reason, then open the next."""
    return _decide(request, uid, DecisionAction.REFUSE, _words(request, DecisionAction.REFUSE))


@requires(MODERATE)
@require_POST
def event_acknowledge(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Keep online what was changed, or published on trust, then open the next."""
    event, form = get_event(request.user, uid, MODERATE), ReadForm(request.POST)
    if not form.is_valid():
        return item_page(request, event, status=UNPROCESSABLE)
    target = _next_address(request, uid, form)
    try:
        acknowledge_read(event=event, by=request.user, read_at=form.cleaned_data["read_at"])
    except Conflict as conflict:
        return _refused(request, event, conflict)
    messages.success(request, _("“%(title)s” stays online as it is now.") % {"title": event.title})
    return redirect(target)


@requires(MODERATE)
@require_POST
def event_claim(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that one reads the event: the others see it and leave it."""
    event = get_event(request.user, uid, MODERATE)
    try:
        claim_event(event=event, by=request.user)
    except Conflict as conflict:
        return _refused(request, event, conflict)
    is_script = request.headers.get("Sec-Fetch-Dest") == "empty"
    return HttpResponse(status=NO_CONTENT) if is_script else redirect(same_address(request, uid))


@requires(MODERATE)
@require_POST
def event_take_over(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Read the event instead of who reads it."""
    event = get_event(request.user, uid, MODERATE)
    take_over(event=event, by=request.user)
    messages.success(request, _("You read “%(title)s” now.") % {"title": event.title})
    return redirect(same_address(request, uid))


@requires(MODERATE)
@require_POST
def event_release(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Give the event back to the queue."""
    event = get_event(request.user, uid, MODERATE)
    release_event(event=event, by=request.user)
    messages.info(request, _("“%(title)s” is back in the queue.") % {"title": event.title})
    return redirect(same_address(request, uid))


def _words(request: SignedInRequest, action: DecisionAction) -> DecisionForm:
    sentences = sentences_for(reach_of(request.user, MODERATE))
    prefix = "ask_%s" if action == DecisionAction.REQUEST_CHANGES else "refuse_%s"
    return DecisionForm(request.POST, presets=sentences[action], auto_id=prefix)


def _decide(request: SignedInRequest, uid: UUID, action: DecisionAction, form: ReadForm) -> HttpResponse:
    """Take the decision on what was read; an answer without words comes back with the form open."""
    event = get_event(request.user, uid, MODERATE)
    name = "ask_form" if action == DecisionAction.REQUEST_CHANGES else "refuse_form"
    kept: dict[str, Any] = {name: form, "opened": action} if isinstance(form, DecisionForm) else {}
    if not form.is_valid():
        return item_page(request, event, status=UNPROCESSABLE, **kept)
    target, was_sampled = _next_address(request, uid, form), event.sample_at is not None
    message, read_at = form.cleaned_data.get("message", ""), form.cleaned_data["read_at"]
    try:
        done = decide(event=event, action=action, by=request.user, read_at=read_at, message=message)
    except Conflict as conflict:
        return _refused(request, event, conflict, **kept)
    _tell(request, event, action, done=done)
    if done and was_sampled:
        _propose_to_end_trust(request, event)
    return redirect(target)


def _refused(request: SignedInRequest, event: Event, conflict: Conflict, **kept: Any) -> HttpResponse:
    """Show who reads the event, with the words that were typed; any other refusal has a page of its own."""
    if conflict.code != READ_BY_ANOTHER:
        raise conflict
    fresh = get_event(request.user, event.uid, MODERATE)
    return item_page(request, fresh, refusal=conflict, **kept)


def _next_address(request: SignedInRequest, uid: UUID, form: ReadForm) -> str:
    """Return where to go once the event is decided: the next one of the list it came from."""
    params = QueryDict(form.cleaned_data["back"])
    filters = QueueFilters.read(params)
    scope = reads.Scope.of(reach_of(request.user, MODERATE))
    following = reads.neighbour_after(reads.queue(scope, filters), uid, request.user)
    if form.cleaned_data["room"] == "page" and following is not None:
        path, query = reverse("events:queue_item", args=[following]), filters.query()
    else:
        path, query = reverse("events:queue"), filters.query(page=params.get("page", ""), choix=following)
    return f"{path}?{query}".rstrip("?")


def _tell(request: SignedInRequest, event: Event, action: DecisionAction, *, done: bool) -> None:
    """Say what was done, who is told of it, and how to take it back."""
    if not done:
        messages.info(request, _("“%(title)s” was so already: nothing was sent.") % {"title": event.title})
        return
    said = {
        DecisionAction.PUBLISH: _("“%(title)s” is published."),
        DecisionAction.REQUEST_CHANGES: _("“%(title)s” goes back to its organiser."),
        DecisionAction.REFUSE: _("“%(title)s” is refused."),
    }[action] % {"title": event.title}
    people = len(contacts_of(event.organisation))
    if people:
        mails = ngettext("%(n)s mail leaves to %(name)s.", "%(n)s mails leave to %(name)s.", people)
        said = f"{said} {mails % {'n': number(people), 'name': event.organisation.name}}"
    else:
        messages.warning(
            request, _("%(name)s has no address: nobody could be told.") % {"name": event.organisation.name}
        )
    if action == DecisionAction.PUBLISH:
        url = reverse("events:queue_item", args=[event.uid]) + "?vue=publies&ouvrir=request_changes"
        said = format_html('{} <a href="{}">{}</a>', said, url, _("Take it back"))
    messages.success(request, said)


def _propose_to_end_trust(request: SignedInRequest, event: Event) -> None:
    """An event published on trust was not good enough: offer to end the trust, which nobody else does."""
    may_end = has_permission(request.user, Permission.TRUST_MANAGE, organisation=event.organisation)
    if not may_end or trust_of(event.organisation) is None:
        return
    said = _("%(name)s had published it on trust.") % {"name": event.organisation.name}
    url = reverse("events:trust_end", args=[event.organisation_id])
    messages.warning(request, format_html('{} <a href="{}">{}</a>', said, url, _("End this trust…")))
