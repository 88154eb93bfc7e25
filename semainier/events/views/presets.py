"""The sentences of the desk: the head writes for all, an association for itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.events.access import get_preset
from semainier.events.forms.desk import PresetForm
from semainier.events.models import Preset, PresetFor
from semainier.events.queries.presets import BUILT_IN, presets_of
from semainier.events.services.presets import adopt_built_in, delete_preset, save_preset
from semainier.events.views.panel import MODERATE, UNPROCESSABLE, desk_frame, posted
from semainier.organisations.access import desk_organisation, reach_of
from semainier.organisations.models import Organisation


@requires(MODERATE)
@require_GET
def preset_list(request: SignedInRequest) -> HttpResponse:
    """Show the sentences of the head and one’s own; the built-in ones while the head has none."""
    own = _desk(request)
    shared = list(presets_of(None))
    context = {
        **desk_frame(request),
        "groups": [(label, action, BUILT_IN[action]) for action, label in PresetFor.choices],
        "shared": shared,
        "own": list(presets_of(own.pk)) if own else [],
        "association": own,
        "may_change_shared": own is None,
    }
    return render(request, "events/preset_list.html", context)


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def preset_create(request: SignedInRequest) -> HttpResponse:
    """Write a sentence."""
    preset = Preset(association=_desk(request))
    form = PresetForm(posted(request), instance=preset, initial={"action": PresetFor.REQUEST_CHANGES})
    if request.method == "POST" and form.is_valid():
        save_preset(preset=form.save(commit=False), by=request.user)
        messages.success(request, _("The sentence is ready for the next decision."))
        return redirect("events:preset_list")
    return render(request, "events/preset_create.html", _context(request, form), status=_status(form))


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def preset_edit(request: SignedInRequest, preset_id: int) -> HttpResponse:
    """Change a sentence."""
    form = PresetForm(posted(request), instance=get_preset(request.user, preset_id))
    if request.method == "POST" and form.is_valid():
        save_preset(preset=form.save(commit=False), by=request.user)
        messages.success(request, _("The sentence is changed."))
        return redirect("events:preset_list")
    return render(request, "events/preset_edit.html", _context(request, form), status=_status(form))


@requires(MODERATE)
@require_http_methods(["GET", "POST"])
def preset_delete(request: SignedInRequest, preset_id: int) -> HttpResponse:
    """Ask, then remove a sentence."""
    preset = get_preset(request.user, preset_id)
    if request.method != "POST":
        return render(request, "events/preset_delete.html", {**desk_frame(request), "preset": preset})
    delete_preset(preset=preset, by=request.user)
    messages.success(request, _("The sentence is removed."))
    return redirect("events:preset_list")


@requires(MODERATE)
@require_POST
def preset_adopt(request: SignedInRequest) -> HttpResponse:
    """Copy the built-in sentences so that they can be changed."""
    if adopt_built_in(association=_desk(request), by=request.user):
        messages.success(request, _("The sentences are yours: change them as you like."))
    return redirect("events:preset_list")


def _desk(request: SignedInRequest) -> Organisation | None:
    """Return the association that the person writes for, None for the head."""
    return None if reach_of(request.user, MODERATE).everything else desk_organisation(request.user)


def _context(request: SignedInRequest, form: PresetForm) -> dict[str, Any]:
    return {**desk_frame(request), "form": form, "is_for_all": form.instance.association_id is None}


def _status(form: PresetForm) -> int:
    return UNPROCESSABLE if form.is_bound and form.errors else 200
