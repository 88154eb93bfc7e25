"""What an edition is made of: themes, goals, charter, colours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.campaigns.access import get_edition
from semainier.campaigns.services.editions import publish_charter, set_goals, set_themes, update_edition
from semainier.core.decorators import requires
from semainier.core.errors import DomainError
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.staff.forms.editions import (
    CharterForm,
    GoalsForm,
    IdentityForm,
    ThemeFormSet,
    themes_in,
    themes_initial,
)
from semainier.staff.forms.errors import show_error
from semainier.staff.frame import frame
from semainier.staff.identity import preview_of, preview_stylesheet


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_themes(request: SignedInRequest, edition: str) -> HttpResponse:
    """Change the themes and their order."""
    found = get_edition(edition)
    formset = ThemeFormSet(request.POST or None, initial=themes_initial(list(found.themes.all())))
    if request.method == "POST" and formset.is_valid():
        themes = themes_in(formset)
        set_themes(edition=found, themes=themes, by=request.user)
        wanted = {theme["slug"] for theme in themes}
        stayed = [theme.name for theme in found.themes.all() if theme.slug not in wanted]
        messages.success(request, _("The themes are saved."))
        if stayed:
            text = _("Events use these themes, so they stay: %(themes)s.")
            messages.warning(request, text % {"themes": ", ".join(stayed)})
        return redirect("staff:edition_detail", found.slug)
    return render(request, "staff/edition_themes.html", {**frame(request, found), "formset": formset})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_goals(request: SignedInRequest, edition: str) -> HttpResponse:
    """Change the figures to reach."""
    found = get_edition(edition)
    form = GoalsForm(request.POST or None, initial=dict(found.goals.values_list("kind", "target")))
    if request.method == "POST" and form.is_valid():
        set_goals(edition=found, goals=form.goals, by=request.user)
        messages.success(request, _("The goals are saved."))
        return redirect("staff:edition_detail", found.slug)
    return render(request, "staff/edition_goals.html", {**frame(request, found), "form": form})


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_charter(request: SignedInRequest, edition: str) -> HttpResponse:
    """Publish a new wording of the charter; the old ones stay with those who accepted them."""
    found = get_edition(edition)
    charters = list(found.charters.all())
    form = CharterForm(request.POST or None, initial={"text": charters[0].text if charters else ""})
    if request.method == "POST" and form.is_valid():
        charter = publish_charter(edition=found, text=form.cleaned_data["text"], by=request.user)
        is_new = not charters or charter.pk != charters[0].pk
        text = _("Version %(version)s of the charter is published.") if is_new else _("Nothing had changed.")
        messages.success(request, text % {"version": charter.version} if is_new else text)
        return redirect("staff:edition_detail", found.slug)
    context = {**frame(request, found), "form": form, "charters": charters}
    return render(request, "staff/edition_charter.html", context)


@requires(Permission.EDITION_MANAGE)
@require_http_methods(["GET", "POST"])
def edition_identity(request: SignedInRequest, edition: str) -> HttpResponse:
    """Change the two colours; `?hue_a=…&hue_b=…` shows how others would look."""
    found = get_edition(edition)
    preview = preview_of(request.POST or request.GET, found)
    form = IdentityForm(request.POST or None, initial={"hue_a": preview.hue_a, "hue_b": preview.hue_b})
    if request.method == "POST" and form.is_valid():
        try:
            update_edition(edition=found, by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("The colours are saved."))
            return redirect("staff:edition_detail", found.slug)
    context = {**frame(request, get_edition(edition)), "form": form, "preview": preview}
    return render(request, "staff/edition_identity.html", context)


@requires(Permission.EDITION_MANAGE)
@require_POST
def edition_identity_preview(request: SignedInRequest, edition: str) -> HttpResponse:
    """Lead to the page with other colours in its address; saves nothing, and keeps the form's secret out of there."""
    found = get_edition(edition)
    return redirect(
        f"{reverse('staff:edition_identity', args=[found.slug])}?{preview_of(request.POST, found).query}"
    )


@requires(Permission.EDITION_MANAGE)
@require_GET
def edition_identity_css(request: SignedInRequest, edition: str) -> HttpResponse:
    """Give the six colours that two hues would make, for the preview alone."""
    preview = preview_of(request.GET, get_edition(edition))
    return HttpResponse(preview_stylesheet(preview), content_type="text/css; charset=utf-8")
