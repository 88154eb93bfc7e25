"""The doors of the reminders: from an id in an address to an object within reach."""

from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.access import get_edition
from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.queries import current_edition
from semainier.core.errors import Conflict, Forbidden
from semainier.core.http import key_in
from semainier.core.permissions import Permission
from semainier.core.roles import Place
from semainier.organisations.access import Reach, reach_of
from semainier.organisations.models import Organisation
from semainier.rally.builtin import find_model
from semainier.rally.models import MessageTemplate, OrganisationTag, Segment, Sending
from semainier.rally.queries.segments import listed_of

Kept = Segment | MessageTemplate | Sending
Thing = TypeVar("Thing")


def rally_reach(user: User) -> Reach:
    """Return how far the person may write. At most two queries a request."""
    return reach_of(user, Permission.RALLY_SEND)


def asked_edition(request: HttpRequest) -> Edition:
    """Return the edition that the address names, else the current one. Raises Conflict while there is none. One query."""
    data = request.POST if request.method == "POST" else request.GET
    if slug := data.get("edition", ""):
        return get_edition(slug)
    edition = current_edition()
    if edition is None:
        raise Conflict(
            "rally.no_edition",
            _("There is no edition yet: nobody to write to."),
            _("The head office creates the edition and puts the organisations on its list first."),
        )
    return edition


def house_of(user: User) -> Organisation | None:
    """Return the association for which the person writes, None for the head office. At most one query."""
    reach = rally_reach(user)
    if reach.everything:
        return None
    own = Organisation.objects.filter(pk__in=reach.organisations, kind=Place.REGIONAL)
    return own.order_by("pk").first()


def may_change(user: User, kept: Kept) -> bool:
    """Whether a segment, template or sending is hers to change: her house's. No query of its own."""
    reach = rally_reach(user)
    return reach.everything or kept.association_id in reach.organisations


def check_change(user: User, kept: Kept) -> None:
    """Raise Forbidden when it belongs to the head office and the person does not."""
    if not may_change(user, kept):
        raise Forbidden(
            "rally.not_yours",
            _("This belongs to the head office: you can use it, not change it."),
            _("Make one of your own."),
        )


def get_segment(user: User, segment_id: int) -> Segment:
    """Return a segment of the head office or of her own house; 404 for that of another. One query."""
    shown = Segment.objects.shown_to(rally_reach(user)).select_related("edition", "association")
    segment: Segment | None = shown.filter(pk=segment_id).first()
    return _found(segment)


def get_template(user: User, code: str) -> MessageTemplate:
    """Return a template by its key, or one that comes with the product by its code; 404 for that of another house."""
    if model := find_model(code):
        return model.template()
    shown = MessageTemplate.objects.shown_to(rally_reach(user)).select_related("association")
    template: MessageTemplate | None = shown.filter(pk=key_in(code)).first()
    return _found(template)


def get_sending(user: User, sending_id: int) -> Sending:
    """Return a sending of the head office or of her own house; 404 for that of another. One query."""
    shown = Sending.objects.shown_to(rally_reach(user))
    related = shown.select_related("edition", "association", "confirmed_by", "cancelled_by", "segment")
    sending: Sending | None = related.filter(pk=sending_id).first()
    return _found(sending)


def get_listed(user: User, edition: Edition, organisation_id: int) -> ListedMember:
    """Return the line of an organisation within reach; 404 to anyone else. One query."""
    return _found(listed_of(edition, organisation_id, rally_reach(user)))


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise Http404
    return thing


def get_tag(user: User, name: str) -> OrganisationTag:
    """Return a tag that an organisation within reach bears; 404 to anyone else. One query."""
    within = Organisation.objects.within(rally_reach(user)).values("pk")
    return _found(OrganisationTag.objects.filter(name=name, organisation__in=within).first())


def check_head(user: User) -> None:
    """Raise Forbidden to who is not of the head office: what leaves by itself leaves for everybody."""
    if not rally_reach(user).everything:
        raise Forbidden(
            "rally.head_only",
            _("Automatic reminders are turned on and off by the head office."),
            _("Write to it, or write to your organisations yourself."),
        )
