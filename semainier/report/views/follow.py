"""Following an organisation up: what is known of the dealings with it, a new contact, who takes care."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from semainier.campaigns.access import get_edition
from semainier.campaigns.models import ContactChannel, ListedMember
from semainier.campaigns.services.follow_up import follow, forget_contact, note_contact
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest, keys_in
from semainier.core.permissions import Permission
from semainier.core.words import number
from semainier.organisations.access import desk_organisation, reach_of
from semainier.report.access import get_listed, get_own_note
from semainier.report.forms import ContactForm, FollowerForm
from semainier.report.queries.follow import follow_up, possible_followers
from semainier.report.queries.stages import listed_within

SEND = Permission.RALLY_SEND


@requires(Permission.PARTICIPATION_VIEW)
@require_GET
def member_follow(request: SignedInRequest, edition: str, listed_id: int) -> HttpResponse:
    """Show everything one needs before calling an organisation."""
    listed = get_listed(request.user, get_edition(edition), listed_id, Permission.PARTICIPATION_VIEW)
    contact = ContactForm(initial={"channel": ContactChannel.CALL})
    return _page(request, listed, contact)


@requires(SEND)
@require_POST
def contact_note(request: SignedInRequest, edition: str, listed_id: int) -> HttpResponse:
    """Keep a contact; a wrong day keeps what was typed."""
    listed = get_listed(request.user, get_edition(edition), listed_id, SEND)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, listed, form)
    data = form.cleaned_data
    channel = ContactChannel(data["channel"])
    note_contact(listed=listed, channel=channel, words=data["words"], at=form.at, by=request.user)
    messages.success(request, _("The contact is noted."))
    return redirect("report:member_follow", edition, listed_id)


@requires(SEND)
@require_POST
def contact_forget(request: SignedInRequest, edition: str, listed_id: int, note_id: int) -> HttpResponse:
    """Take back a note of one's own."""
    listed = get_listed(request.user, get_edition(edition), listed_id, SEND)
    forget_contact(note=get_own_note(request.user, listed, note_id), by=request.user)
    messages.success(request, _("The note is taken back."))
    return redirect("report:member_follow", edition, listed_id)


@requires(SEND)
@require_POST
def member_assign(request: SignedInRequest, edition: str, listed_id: int) -> HttpResponse:
    """Say who takes care of an organisation."""
    listed = get_listed(request.user, get_edition(edition), listed_id, SEND)
    form = FollowerForm(request.POST, people=possible_followers(listed.organisation))
    if form.is_valid():
        follow(listed=listed, person=form.cleaned_data["person"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(
            request, _("This person cannot take care of it: choose somebody of the region or the head.")
        )
    return redirect("report:member_follow", edition, listed_id)


@requires(SEND)
@require_POST
def participation_follow(request: SignedInRequest, edition: str) -> HttpResponse:
    """Take care of the chosen organisations oneself."""
    run = get_edition(edition)
    wanted = keys_in(request.POST.getlist("organisme"))
    mine = listed_within(run, clock.now(), reach_of(request.user, SEND)).filter(organisation__in=wanted)
    taken = [follow(listed=listed, person=request.user, by=request.user) for listed in mine]
    if taken:
        said = ngettext(
            "You take care of %(n)s organisation.", "You take care of %(n)s organisations.", len(taken)
        )
        messages.success(request, said % {"n": number(len(taken))})
    else:
        messages.warning(request, _("No organisation was chosen: nothing has changed."))
    return redirect(f"{reverse('report:participation', args=[run.slug])}#silencieux")


def _page(request: SignedInRequest, listed: ListedMember, contact: ContactForm) -> HttpResponse:
    people = possible_followers(listed.organisation)
    context: dict[str, Any] = {
        "edition": listed.edition,
        "organisation": desk_organisation(request.user),
        "known": follow_up(listed, clock.now()),
        "form": contact,
        "follower_form": FollowerForm(people=people, initial={"person": listed.followed_by_id}),
    }
    return render(request, "report/member_follow.html", context)
