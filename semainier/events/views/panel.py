"""What stands beside the queue: one event with its forms, on the page of the list or on a page of its own."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from semainier.campaigns.queries import current_edition
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.events.forms.desk import DecisionForm, MessageForm, ReadForm, SettleForm
from semainier.events.models import Event, PresetFor
from semainier.events.queries.desk_filters import QueueFilters
from semainier.events.queries.presets import sentences_for
from semainier.events.queries.review import review_of
from semainier.organisations.access import desk_organisation, reach_of

MODERATE = Permission.EVENT_MODERATE
UNPROCESSABLE = 422


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: a form sent empty is one too."""
    return request.POST if request.method == "POST" else None


def desk_frame(request: SignedInRequest) -> dict[str, Any]:
    """Return what the frame of every page of the desk shows. Two queries."""
    return {"edition": current_edition(), "organisation": desk_organisation(request.user)}


def beside(
    request: SignedInRequest, event: Event | None, filters: QueueFilters, page: int = 1, **more: Any
) -> dict[str, Any]:
    """Return what the decision panel needs, in the queue and on a page of its own."""
    sentences = sentences_for(reach_of(request.user, MODERATE))
    return {
        "review": review_of(event, request.user) if event else None,
        "back": filters.query(page=page if page > 1 else ""),
        "ask_form": DecisionForm(presets=sentences[PresetFor.REQUEST_CHANGES], auto_id="ask_%s"),
        "refuse_form": DecisionForm(presets=sentences[PresetFor.REFUSE], auto_id="refuse_%s"),
        "message_form": MessageForm(auto_id="message_%s"),
        "settle_form": SettleForm(auto_id=False),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
        "room": "list",
        "opened": "",
        "refusal": None,
        **more,
    }


def item_page(
    request: SignedInRequest,
    event: Event,
    *,
    status: int = 200,
    refusal: DomainError | None = None,
    **more: Any,
) -> HttpResponse:
    """Show one event on a page of its own; what came back of a form stands open in it, a refusal above."""
    filters = QueueFilters.read(QueryDict(request.POST.get("back", "")) if request.POST else request.GET)
    context = beside(request, event, filters, room="page", refusal=refusal, **more)
    context["back_url"] = f"{reverse('events:queue')}?{context['back']}".rstrip("?")
    response = render(
        request,
        "events/queue_item.html",
        {**desk_frame(request), **context},
        status=refusal.status if refusal else status,
    )
    if refusal is not None:
        response["X-Error-Code"] = refusal.code
    return response


def same_address(request: SignedInRequest, uid: UUID, place: str = "") -> str:
    """Return where the event stands from which a form of the panel was sent; `place` is a part of the page."""
    form = ReadForm(request.POST)
    back, room = (form.cleaned_data["back"], form.cleaned_data["room"]) if form.is_valid() else ("", "page")
    params = QueryDict(back)
    filters = QueueFilters.read(params)
    if room == "list":
        path, query = reverse("events:queue"), filters.query(page=params.get("page", ""), choix=uid)
    else:
        path, query = reverse("events:queue_item", args=[uid]), filters.query()
    return f"{path}?{query}".rstrip("?") + (f"#{place}" if place else "")
