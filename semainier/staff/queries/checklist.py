"""What a new federation does first, in order, and how far it has come."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition, Phase
from semainier.core.roles import Place
from semainier.organisations.models import Family, Organisation
from semainier.organisations.queries import federation
from semainier.staff.queries.editions import EditionFacts, facts_of

_NOTHING = EditionFacts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what to do, why, where; `count` says how much is there."""

    title: str | Promise
    sentence: str | Promise
    url: str
    is_done: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """All steps, and the edition that the later ones are about."""

    steps: list[Step]
    edition: Edition | None

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def checklist() -> Checklist:
    """Return the steps of a beginning. Ten queries at most."""
    newest = Edition.objects.order_by("-is_current", "-starts_on").first()
    return Checklist([*_network_steps(), *_frame_steps(newest), *_member_steps(newest)], newest)


def _network_steps() -> list[Step]:
    house = federation()
    families, members = Family.objects.count(), Organisation.objects.members().active().count()
    associations = Organisation.objects.filter(kind=Place.REGIONAL).active().count()
    return [
        Step(
            _("Introduce the federation"),
            _("Its name, its mailbox, its address: they sign mails and pages."),
            reverse("organisations:organisation_edit", args=[house.pk]) if house else "",
            bool(house and house.email),
        ),
        Step(
            _("Name the families"),
            _("By legal form, for instance: lists and figures are cut by family."),
            reverse("staff:family_list"),
            families > 0,
            families,
        ),
        Step(
            _("Import the organisations"),
            _("A spreadsheet with name, SIREN, department and mailbox."),
            reverse("staff:import_create") if not members else reverse("staff:organisation_list"),
            members > 0,
            members,
        ),
        Step(
            _("Add the regional associations"),
            _("Each reads the events of its departments. Without any, you do."),
            reverse("staff:association_list"),
            associations > 0,
            associations,
        ),
    ]


def _frame_steps(edition: Edition | None) -> list[Step]:
    themes = edition.themes.count() if edition else 0
    has_charter = edition is not None and edition.charters.exists()
    return [
        Step(
            _("Begin an edition"),
            _("Its days, its headline, its contact."),
            _page("edition_detail", edition) or reverse("staff:edition_create"),
            edition is not None,
        ),
        Step(
            _("Choose the themes"),
            _("Two to four, each with what an event must show."),
            _page("edition_themes", edition),
            themes > 0,
            themes,
        ),
        Step(
            _("Write the charter"),
            _("Organisations join by accepting it."),
            _page("edition_charter", edition),
            has_charter,
        ),
    ]


def _member_steps(edition: Edition | None) -> list[Step]:
    facts = facts_of(edition) if edition else _NOTHING
    return [
        Step(
            _("Draw up the member list"),
            _("Who is counted, from which day on."),
            _page("listed_member_list", edition),
            facts.listed > 0,
            facts.listed,
        ),
        Step(
            _("Open the edition"),
            _("From then on organisations declare their events."),
            _page("edition_detail", edition),
            edition is not None and edition.phase != Phase.PREPARATION,
        ),
        Step(
            _("Invite the organisations"),
            _("One click writes to all of them, and says whom it cannot reach."),
            _page("listed_member_list", edition),
            facts.invited > 0,
            facts.invited,
        ),
    ]


def _page(name: str, edition: Edition | None) -> str:
    return reverse(f"staff:{name}", args=[edition.slug]) if edition else ""
