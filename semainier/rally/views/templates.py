"""Message templates: kept, changed, read as a real recipient would, tried on oneself."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest, key_in
from semainier.core.permissions import Permission
from semainier.rally.access import (
    asked_edition,
    check_change,
    get_listed,
    get_template,
    house_of,
    may_change,
    rally_reach,
)
from semainier.rally.builtin import MODELS
from semainier.rally.forms.templates import MessageTemplateForm
from semainier.rally.placeholders import PLACEHOLDERS
from semainier.rally.queries.templates import candidates, preview_to, templates_of
from semainier.rally.services.kept import delete_template, save_template
from semainier.rally.services.trial import send_trial
from semainier.rally.views.frame import rally_frame

PER_PAGE = 20


@requires(Permission.RALLY_SEND)
@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    """Show the message templates of one's own, and those that come with the product."""
    edition, text = asked_edition(request), request.GET.get("q", "").strip()
    templates = templates_of(rally_reach(request.user), text)
    page = Paginator(templates, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(template, may_change(request.user, template)) for template in page.object_list]
    context = {"rows": rows, "page_obj": page, "text": text, "models": list(MODELS.values())}
    return render(request, "rally/template_list.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def template_create(request: SignedInRequest) -> HttpResponse:
    """Write a message, from nothing or from another one."""
    edition = asked_edition(request)
    form = MessageTemplateForm(request.POST or None, initial=_copied(request))
    if request.method == "POST" and form.is_valid():
        template = form.save(commit=False)
        template.association = house_of(request.user)
        saved = save_template(template=template, by=request.user)
        messages.success(request, _("The message “%(name)s” is kept.") % {"name": saved.name})
        return redirect("rally:template_preview", saved.pk)
    context = {"form": form, "placeholders": PLACEHOLDERS.items()}
    return render(request, "rally/template_create.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def template_edit(request: SignedInRequest, template_id: int) -> HttpResponse:
    """Change a message; what was sent keeps its text."""
    template = get_template(request.user, str(template_id))
    check_change(request.user, template)
    form = MessageTemplateForm(request.POST or None, instance=template)
    if request.method == "POST" and form.is_valid():
        saved = save_template(template=form.save(commit=False), by=request.user)
        messages.success(request, _("The message “%(name)s” is changed.") % {"name": saved.name})
        return redirect("rally:template_preview", saved.pk)
    context = {"form": form, "template": template, "placeholders": PLACEHOLDERS.items()}
    return render(
        request, "rally/template_edit.html", {**rally_frame(request, asked_edition(request)), **context}
    )


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def template_delete(request: SignedInRequest, template_id: int) -> HttpResponse:
    """Ask, then remove a message."""
    template = get_template(request.user, str(template_id))
    check_change(request.user, template)
    if request.method != "POST":
        context = {**rally_frame(request, asked_edition(request)), "template": template}
        return render(request, "rally/template_delete.html", context)
    name = template.name
    delete_template(template=template, by=request.user)
    messages.success(request, _("The message “%(name)s” is removed.") % {"name": name})
    return redirect("rally:template_list")


@requires(Permission.RALLY_SEND)
@require_GET
def template_preview(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a message as somebody of a chosen organisation would read it, in both languages."""
    template, edition = get_template(request.user, code), asked_edition(request)
    found = candidates(request.user, edition, request.GET)
    asked = key_in(request.GET.get("organisme", ""))
    listed = found.first if asked is None else get_listed(request.user, edition, asked)
    context = {
        "template": template,
        "code": code,
        "found": found,
        "listed": listed,
        "shown": preview_to(request.user, template, edition, listed) if listed else None,
        "may_change": template.pk is not None and may_change(request.user, template),
    }
    return render(request, "rally/template_preview.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_POST
def template_test(request: SignedInRequest, code: str) -> HttpResponse:
    """Send a message to oneself, as somebody of the chosen organisation would read it."""
    template, edition = get_template(request.user, code), asked_edition(request)
    listed = get_listed(request.user, edition, key_in(request.POST.get("organisme", "")) or 0)
    for letter in preview_to(request.user, template, edition, listed).letters.values():
        send_trial(letter=letter, by=request.user)
    messages.success(request, _("A test has left to %(email)s.") % {"email": request.user.email})
    url = reverse("rally:template_preview", args=[code])
    return redirect(f"{url}?edition={edition.slug}&organisme={listed.organisation_id}")


def _copied(request: SignedInRequest) -> dict[str, Any]:
    """Return the words of the message that a new one is made from; none for a wrong code."""
    code = request.GET.get("depuis", "")
    if not code:
        return {}
    source = get_template(request.user, code)
    names = ("name", "matter", "subject", "text", "subject_en", "text_en")
    return {name: getattr(source, name) for name in names}
