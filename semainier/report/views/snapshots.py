"""Keep figures: a snapshot, announced ones, the freeze."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from semainier.campaigns.access import get_edition
from semainier.core import clock
from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.organisations.access import desk_organisation
from semainier.report.forms import AnnouncedForm, SnapshotForm
from semainier.report.queries.figures import figures_of
from semainier.report.services import freeze_edition, publish_snapshot, record_announced
from semainier.report.views.bilan import bilan_context

UNPROCESSABLE = 422


@requires(Permission.REPORT_PUBLISH)
@require_POST
def snapshot_publish(request: SignedInRequest, edition: str) -> HttpResponse:
    """Keep the figures as they stand, for the public if asked."""
    run, form = get_edition(edition), SnapshotForm(request.POST, auto_id="snapshot_%s")
    if not form.is_valid():
        return render(
            request,
            "report/bilan.html",
            bilan_context(request, run, snapshot_form=form),
            status=UNPROCESSABLE,
        )
    snapshot = publish_snapshot(edition=run, by=request.user, **form.cleaned_data)
    if snapshot.is_published:
        messages.success(
            request, _("“%(label)s” is kept and shown to the public.") % {"label": snapshot.label}
        )
    else:
        messages.success(
            request, _("“%(label)s” is kept; the public does not see it.") % {"label": snapshot.label}
        )
    return redirect(f"{reverse('report:bilan', args=[run.slug])}#releves")


@requires(Permission.REPORT_PUBLISH)
@require_POST
def snapshot_announce(request: SignedInRequest, edition: str) -> HttpResponse:
    """Note figures that were announced by other means."""
    run, form = get_edition(edition), AnnouncedForm(request.POST, auto_id="announced_%s")
    if not form.is_valid():
        return render(
            request,
            "report/bilan.html",
            bilan_context(request, run, announced_form=form),
            status=UNPROCESSABLE,
        )
    data = form.cleaned_data
    snapshot = record_announced(
        edition=run,
        label=data["label"],
        taken_at=form.taken_at,
        participants=data["participants"],
        events=data["events"],
        by=request.user,
    )
    messages.success(
        request, _("“%(label)s” stands beside the computed figures.") % {"label": snapshot.label}
    )
    return redirect(f"{reverse('report:bilan', args=[run.slug])}#releves")


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_freeze(request: SignedInRequest, edition: str) -> HttpResponse:
    """Say what freezing closes (GET), then freeze and publish the final figures (POST)."""
    run = get_edition(edition)
    if request.method == "POST":
        freeze_edition(edition=run, by=request.user)
        messages.success(
            request, _("%(edition)s is frozen, its final figures are published.") % {"edition": run}
        )
        return redirect("report:bilan", run.slug)
    context = {
        "edition": run,
        "organisation": desk_organisation(request.user),
        "figures": figures_of(run, clock.now()),
        "back_url": reverse("report:bilan", args=[run.slug]),
    }
    return render(request, "report/edition_freeze.html", context)
