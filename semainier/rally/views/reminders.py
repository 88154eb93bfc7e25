"""Reminders that leave by themselves: which are on, what would leave tomorrow."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.access import has_permission
from semainier.rally.access import asked_edition, check_head, rally_reach
from semainier.rally.criteria import Matter
from semainier.rally.queries.automatic import MATTERS, MILESTONES, switches_of
from semainier.rally.rules import next_morning
from semainier.rally.services.automatic import switch_automatic
from semainier.rally.views.frame import rally_frame


@requires(Permission.RALLY_SEND)
@require_GET
def reminder_list(request: SignedInRequest) -> HttpResponse:
    """Show the automatic reminders of an edition, and to whom each would leave tomorrow."""
    edition = asked_edition(request)
    context = {
        "switches": switches_of(edition, rally_reach(request.user)),
        "tomorrow": next_morning(clock.now()),
        "milestones": [str(days) for days in MILESTONES],
        "is_head": has_permission(request.user, Permission.RALLY_SEND),
    }
    return render(request, "rally/reminder_list.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_POST
def reminder_switch(request: SignedInRequest, matter: str) -> HttpResponse:
    """Turn an automatic reminder on or off; the head office does."""
    edition = asked_edition(request)
    if matter not in MATTERS:
        raise Http404
    check_head(request.user)
    is_on = request.POST.get("actif") == "1"
    switch_automatic(edition=edition, matter=Matter(matter), is_on=is_on, by=request.user)
    messages.success(request, _("The reminder is turned on.") if is_on else _("The reminder is turned off."))
    return redirect(f"{reverse('rally:reminder_list')}?edition={edition.slug}")
