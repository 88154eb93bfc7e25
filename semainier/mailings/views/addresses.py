"""Addresses to which mails do not arrive, for who writes to the organisations of a territory."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from semainier.core.decorators import requires
from semainier.core.http import SignedInRequest
from semainier.core.permissions import Permission
from semainier.mailings import queries
from semainier.mailings.access import get_address
from semainier.mailings.address_book import reached_by
from semainier.mailings.forms import AddressForm
from semainier.mailings.services import restore_address

PAGE_SIZE = 50


@requires(Permission.RALLY_SEND)
@require_safe
def address_list(request: SignedInRequest) -> HttpResponse:
    form = AddressForm(request.GET)
    filters = form.filters()
    reach = reached_by(request.user, Permission.RALLY_SEND)
    page = Paginator(queries.addresses(reach, filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filters": filters,
        "page_obj": page,
        "rows": queries.with_holders(page.object_list),
        "counts": queries.address_counts(reach),
    }
    return render(request, "mailings/address_list.html", context)


@requires(Permission.RALLY_SEND)
@require_POST
def address_restore(request: SignedInRequest, address_id: int) -> HttpResponse:
    address = restore_address(address=get_address(request.user, address_id), by=request.user)
    messages.success(request, _("Mails leave to %(email)s again.") % {"email": address.email})
    return redirect("mailings:address_list")
