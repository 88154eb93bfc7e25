"""Tags of organisations: which there are, set and taken off for many at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.core.words import number
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.access import asked_edition, get_tag, rally_reach
from semainier.rally.forms.tags import TagForm, TaggedFilterForm
from semainier.rally.queries.segments import tag_names
from semainier.rally.queries.tags import organisations_to_tag, tags_of
from semainier.rally.services.kept import add_tag, delete_tag, remove_tag
from semainier.rally.views.frame import rally_frame

PER_PAGE = 50


@requires(Permission.RALLY_SEND)
@require_GET
def tag_list(request: SignedInRequest) -> HttpResponse:
    """Show the tags and how many organisations bear each."""
    edition, text = asked_edition(request), request.GET.get("q", "").strip()
    page = Paginator(tags_of(rally_reach(request.user), text), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "text": text}
    return render(request, "rally/tag_list.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_GET
def tag_set(request: SignedInRequest) -> HttpResponse:
    """Choose organisations, to set a tag on them or to take it off."""
    edition, reach = asked_edition(request), rally_reach(request.user)
    filters = TaggedFilterForm(request.GET, tags=tag_names(reach))
    page = Paginator(_filtered(reach, filters), PER_PAGE).get_page(request.GET.get("page"))
    form = TagForm(initial={"etiquette": request.GET.get("etiquette", "")})
    context = {"filters": filters, "form": form, "page_obj": page}
    return render(request, "rally/tag_set.html", {**rally_frame(request, edition), **context})


@requires(Permission.RALLY_SEND)
@require_POST
def tag_add(request: SignedInRequest) -> HttpResponse:
    """Set a tag on the organisations that were ticked, or on all that the search found."""
    form = TagForm(request.POST)
    chosen = _chosen(request, form)
    if not form.is_valid() or not chosen:
        return _nothing(request)
    done = add_tag(name=form.cleaned_data["etiquette"], organisations=chosen, by=request.user)
    said = ngettext("%(n)s organisation bears the tag now.", "%(n)s organisations bear the tag now.", done)
    messages.success(request, said % {"n": number(done)})
    return redirect(_back(request.POST))


@requires(Permission.RALLY_SEND)
@require_POST
def tag_remove(request: SignedInRequest) -> HttpResponse:
    """Take a tag off the organisations that were ticked, or off all that the search found."""
    form = TagForm(request.POST)
    chosen = _chosen(request, form)
    if not form.is_valid() or not chosen:
        return _nothing(request)
    done = remove_tag(name=form.cleaned_data["etiquette"], organisations=chosen, by=request.user)
    said = ngettext("%(n)s organisation lost the tag.", "%(n)s organisations lost the tag.", done)
    messages.success(request, said % {"n": number(done)})
    return redirect(_back(request.POST))


@requires(Permission.RALLY_SEND)
@require_http_methods(["GET", "POST"])
def tag_delete(request: SignedInRequest, name: str) -> HttpResponse:
    """Ask, then take a tag off every organisation within reach."""
    tag = get_tag(request.user, name)
    if request.method != "POST":
        context = {**rally_frame(request, asked_edition(request)), "tag": tag}
        return render(request, "rally/tag_delete.html", context)
    delete_tag(name=tag.name, reach=rally_reach(request.user), by=request.user)
    messages.success(request, _("The tag “%(name)s” is removed.") % {"name": tag.name})
    return redirect("rally:tag_list")


def _filtered(reach: Reach, filters: TaggedFilterForm) -> QuerySet[Organisation]:
    said = filters.said
    return organisations_to_tag(
        reach,
        text=said.get("q", ""),
        region=said.get("region", ""),
        family=said.get("famille", ""),
        tag=said.get("avec", ""),
    )


def _chosen(request: SignedInRequest, form: TagForm) -> list[Organisation]:
    reach = rally_reach(request.user)
    if form.wants_all:
        return list(_filtered(reach, TaggedFilterForm(request.POST, tags=tag_names(reach))))
    return list(Organisation.objects.active().members().within(reach).filter(pk__in=form.chosen))


def _nothing(request: SignedInRequest) -> HttpResponse:
    messages.warning(request, _("Nothing was changed: write a tag and choose organisations."))
    return redirect(_back(request.POST))


def _back(data: QueryDict) -> str:
    kept = data.copy()
    for name in ("csrfmiddlewaretoken", "choix", "tous"):
        kept.pop(name, None)
    return f"{reverse('rally:tag_set')}?{kept.urlencode()}"
