"""The outbox at the desk, and the mailbox of the demonstration."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from semainier.core.decorators import public, requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.mailings import queries
from semainier.mailings.access import get_mail
from semainier.mailings.forms import OutboxForm
from semainier.mailings.services import resend_failed, resend_in_doubt
from semainier.mailings.states import State

PAGE_SIZE = 50
DEMO_PAGE_SIZE = 20


@requires(Permission.MAIL_VIEW)
@require_safe
def mail_list(request: SignedInRequest) -> HttpResponse:
    form = OutboxForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.outbox(filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filters": filters,
        "page_obj": page,
        "counts": queries.counts_by_state(),
        "waiting_since": queries.oldest_due_since(),
        "is_worker_alive": queries.is_worker_alive(),
    }
    return render(request, "mailings/mail_list.html", context)


@requires(Permission.MAIL_VIEW)
@require_safe
def mail_detail(request: SignedInRequest, mail_id: int) -> HttpResponse:
    mail = get_mail(request.user, mail_id)
    return render(request, "mailings/mail_detail.html", {"mail": mail})


@requires(Permission.MAIL_VIEW)
@require_POST
def mail_resend(request: SignedInRequest, mail_id: int) -> HttpResponse:
    mail = get_mail(request.user, mail_id)
    resend = resend_failed if mail.state == State.FAILED else resend_in_doubt
    resend(mail=mail, by=request.user)
    messages.success(request, _("The mail is in the queue again. It leaves in a moment."))
    return redirect("mailings:mail_detail", mail_id=mail.pk)


@public
@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    email, text = request.GET.get("a", ""), request.GET.get("q", "")
    context = {
        "email": email,
        "text": text,
        "mailboxes": queries.mailboxes(text),
        "page_obj": Paginator(queries.mails_to(email), DEMO_PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "mailings/demo_mailbox.html", context)
