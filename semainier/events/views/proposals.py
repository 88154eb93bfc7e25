"""Events declared by the region on behalf of a member: proposed at the desk, answered in the member's space."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from semainier.campaigns.access import check_open, get_edition
from semainier.campaigns.queries import commitment_of, current_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.access import get_event
from semainier.events.forms.event import EventForm
from semainier.events.forms.plans import DeclineForm
from semainier.events.queries.proposals import may_propose_for, proposals
from semainier.events.queries.space import card_of
from semainier.events.services.declare import set_co_organisers
from semainier.events.services.propose import decline_event, propose_event
from semainier.organisations.access import desk_organisation, get_organisation, reach_of
from semainier.organisations.queries import contacts_of

PROPOSE, DECLARE = Permission.EVENT_PROPOSE, Permission.EVENT_DECLARE
UNPROCESSABLE = 422
PER_PAGE, A_FEW = 25, 10


@requires(PROPOSE)
@require_GET
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """List what was proposed and how members answered; find the organisation for which to propose."""
    reach, edition, text = (
        reach_of(request.user, PROPOSE),
        current_edition(),
        request.GET.get("q", "").strip(),
    )
    page = Paginator(proposals(reach, edition), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": desk_organisation(request.user),
        "edition": edition,
        "page_obj": page,
        "cards": [card_of(event) for event in page.object_list],
        "text": text,
        "found": list(may_propose_for(reach, text)[:A_FEW]) if text else [],
    }
    return render(request, "events/proposal_list.html", context)


@requires(PROPOSE)
@require_http_methods(["GET", "POST"])
def event_propose(request: SignedInRequest, organisation_id: int, edition: str) -> HttpResponse:
    """Write an event for a member, which is asked to confirm it."""
    member, found = get_organisation(request.user, organisation_id, PROPOSE), get_edition(edition)
    check_open(found, DECLARE, clock.today())
    form = EventForm(request.POST or None, request.FILES or None, edition=found, organisation=member)
    if form.asks_for_lines:
        form.change_lines()
    elif form.is_bound and form.is_valid():
        event = propose_event(edition=found, organisation=member, by=request.user, **form.fields_of_event())
        set_co_organisers(event=event, organisations=form.co_organisers, by=request.user)
        if form.place_notice:
            messages.info(request, form.place_notice)
        messages.success(request, _asked_words(len(contacts_of(member)), member.name))
        return redirect("events:proposal_list")
    context = {
        "form": form,
        "member": member,
        "organisation": desk_organisation(request.user),
        "edition": found,
        "commitment": commitment_of(found, member),
    }
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "events/event_propose.html", context, status=status)


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def event_decline(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask for a word, then tell the region that the organisation does not want the event."""
    event = get_event(request.user, uid, DECLARE)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_event(event=event, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("“%(title)s” is declined; your region is told.") % {"title": event.title})
        return redirect("events:event_list")
    context = {"event": event, "organisation": event.organisation, "edition": event.edition, "form": form}
    return render(request, "events/event_decline.html", context)


def _asked_words(number: int, name: str) -> str:
    if not number:
        return _("The event waits for %(name)s. Nobody can be written to: call them.") % {"name": name}
    words = ngettext(
        "The event waits for %(name)s: a mail asks %(n)d person to confirm it.",
        "The event waits for %(name)s: a mail asks %(n)d people to confirm it.",
        number,
    )
    return words % {"name": name, "n": number}
