"""Reports about the page of an event: a form for everybody, the answer at the desk."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from semainier.campaigns.access import get_public_edition
from semainier.core.decorators import public, requires
from semainier.core.http import SignedInRequest
from semainier.events.access import get_alert, get_event, get_public_event
from semainier.events.forms.alert import AlertForm
from semainier.events.forms.desk import SettleForm
from semainier.events.models import AlertReason, AlertState
from semainier.events.services.alerts import raise_alert, settle_alert
from semainier.events.views.panel import MODERATE, UNPROCESSABLE, item_page, posted, same_address


@public
@require_http_methods(["GET", "HEAD", "POST"])
def alert_create(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Report the page of an event, without an account. What a program fills in is thanked for and forgotten."""
    found = get_public_edition(edition)
    event = get_public_event(found, slug)
    form = AlertForm(posted(request))
    if request.method == "POST" and (form.is_trapped or form.is_valid()):
        if not form.is_trapped:
            raise_alert(
                event=event,
                reason=AlertReason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                email=form.cleaned_data["email"],
                address=network_address(request),
            )
        return redirect("events:alert_thanks", found.slug, event.slug)
    context = {"edition": found, "event": event, "form": form}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "events/alert_create.html", context, status=status)


@public
@require_safe
def alert_thanks(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Thank for a report and say what happens next; the event may have left the programme meanwhile."""
    context = {"edition": get_public_edition(edition), "slug": slug}
    return render(request, "events/alert_thanks.html", context)


@requires(MODERATE)
@require_POST
def alert_settle(request: SignedInRequest, alert_id: int) -> HttpResponse:
    """Say what became of a report, in the panel of its event."""
    alert = get_alert(request.user, alert_id)
    form = SettleForm(request.POST, auto_id=False)
    if not form.is_valid():
        event = get_event(request.user, alert.event.uid, MODERATE)
        return item_page(request, event, status=UNPROCESSABLE, settle_form=form, settled_id=alert.pk)
    state = AlertState(form.cleaned_data["state"])
    settled = settle_alert(alert=alert, state=state, answer=form.cleaned_data["answer"], by=request.user)
    messages.success(
        request,
        _("The report is settled; the answer leaves by mail.")
        if settled.email
        else _("The report is settled."),
    )
    return redirect(same_address(request, alert.event.uid))


def network_address(request: HttpRequest) -> str:
    """Return where a request comes from; behind a proxy that we trust, what the proxy has seen."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
