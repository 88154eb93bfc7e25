"""What a person wants to receive: by the link in a mail, without signing in, or from her profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from semainier.core.decorators import public, signed_in
from semainier.core.http import SignedInRequest
from semainier.mailings import queries
from semainier.mailings.access import get_leaving
from semainier.mailings.forms import TopicsForm
from semainier.mailings.services import choose_topics, leave_topic
from semainier.mailings.topics import leavable_topics


@csrf_exempt  # RFC 8058: mail programs post without cookies or token; the link itself is the secret
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the way out of a topic; a POST takes it at once, from the page or from a mail program."""
    email, topic = get_leaving(token)
    if request.method == "POST":
        leave_topic(email=email, topic=topic.code, by=None)
    received = queries.received_topics(email)
    context = {
        "token": token,
        "email": email,
        "topic": topic,
        "has_left": topic.code not in received,
        "form": TopicsForm(initial={"topics": received}),
    }
    return render(request, "mailings/unsubscribe.html", context)


@public
@require_POST
def unsubscribe_choose(request: HttpRequest, token: str) -> HttpResponse:
    email, _topic = get_leaving(token)
    choose_topics(email=email, received=TopicsForm(request.POST).chosen(), by=None)
    messages.success(request, _("Your choice is saved."))
    return redirect("mailings:unsubscribe", token=token)


@signed_in
@require_safe
def preferences(request: SignedInRequest) -> HttpResponse:
    form = TopicsForm(initial={"topics": queries.received_topics(request.user.email)})
    context = {"form": form, "is_choice": bool(leavable_topics())}
    return render(request, "mailings/preferences.html", context)


@signed_in
@require_POST
def preferences_save(request: SignedInRequest) -> HttpResponse:
    choose_topics(email=request.user.email, received=TopicsForm(request.POST).chosen(), by=request.user)
    messages.success(request, _("Your choice is saved."))
    return redirect("mailings:preferences")
