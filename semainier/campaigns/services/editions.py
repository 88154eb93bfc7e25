"""Create an edition, change it, move it from phase to phase, mark it current."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.identity import check_hues
from semainier.campaigns.models import Campaign, Charter, Edition, Goal, Phase, Theme
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission

# First words of addresses in use, which an edition cannot take.
RESERVED_SLUGS = frozenset(
    {
        "accessibilite", "api", "attributions", "bureau", "communes", "compte", "confidentialite", "courriels", "demo", "en",
        "espace", "invitation", "media", "mentions-legales", "participer", "resultat", "sante", "static", "styleguide",
    }
)  # fmt: skip

EDITABLE = frozenset(
    {
        "name", "headline", "introduction", "starts_on", "ends_on", "outcomes_until", "hue_a", "hue_b", "contact_email",
        "is_public", "previous", "condition_a", "condition_b", "answer_days",
    }
)  # fmt: skip

_NEXT: dict[Phase, frozenset[Phase]] = {
    Phase.PREPARATION: frozenset({Phase.OPEN}),
    Phase.OPEN: frozenset({Phase.PREPARATION, Phase.WEEK}),
    Phase.WEEK: frozenset({Phase.OPEN, Phase.COUNTING}),
    Phase.COUNTING: frozenset({Phase.WEEK, Phase.FROZEN}),
    Phase.FROZEN: frozenset({Phase.COUNTING}),
}


@transaction.atomic
def create_edition(
    *,
    campaign: Campaign,
    slug: str,
    name: str,
    headline: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: User | None,
    outcomes_until: dt.date | None = None,
    **fields: Any,
) -> Edition:
    """Create an edition in preparation; raise on a reserved address, reversed days or colours that cannot be read."""
    if slug in RESERVED_SLUGS:
        raise DomainError(
            "edition.slug_reserved",
            _("The address “%(slug)s” is used by Semainier itself.") % {"slug": slug},
            _("Choose another one, with the year for instance."),
        )
    edition = Edition(
        campaign=campaign,
        slug=slug,
        name=name,
        headline=headline,
        starts_on=starts_on,
        ends_on=ends_on,
        outcomes_until=outcomes_until or ends_on + dt.timedelta(days=14),
        phase_set_at=clock.now(),
        **{key: fields.pop(key) for key in EDITABLE & fields.keys()},
    )
    if fields:
        raise TypeError(f"not fields of an edition: {sorted(fields)}")
    _check(edition)
    edition.save()
    record(by=by, verb="edition.created", target=edition, edition_id=edition.pk)
    return edition


@transaction.atomic
def update_edition(*, edition: Edition, by: User | None, **fields: Any) -> Edition:
    """Change the given fields of an edition that is not frozen."""
    check_open(edition, Permission.EDITION_MANAGE, clock.today())
    if unknown := fields.keys() - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    changed = {
        key: (str(getattr(edition, key)), str(value))
        for key, value in fields.items()
        if getattr(edition, key) != value
    }
    for key, value in fields.items():
        setattr(edition, key, value)
    _check(edition)
    edition.save()
    record(by=by, verb="edition.updated", target=edition, data=changed, edition_id=edition.pk)
    return edition


@transaction.atomic
def set_phase(*, edition: Edition, phase: Phase, by: User | None) -> Edition:
    """Move the edition to a neighbouring phase; setting the phase it is in changes nothing."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.phase == phase:
        return locked
    if phase not in _NEXT[Phase(locked.phase)]:
        raise Conflict(
            "edition.wrong_phase",
            _("An edition does not go from “%(old)s” to “%(new)s” at once.")
            % {"old": locked.get_phase_display(), "new": phase.label},
            _("Go through the phases one by one."),
        )
    old, locked.phase, locked.phase_set_at = locked.phase, phase, clock.now()
    locked.save(update_fields=["phase", "phase_set_at"])
    record(
        by=by, verb="edition.phase_set", target=locked, data={"from": old, "to": phase}, edition_id=locked.pk
    )
    edition.phase, edition.phase_set_at = locked.phase, locked.phase_set_at
    return edition


@transaction.atomic
def set_current(*, edition: Edition, by: User | None) -> Edition:
    """Show this edition at the first address of the site."""
    Edition.objects.filter(is_current=True).exclude(pk=edition.pk).update(is_current=False)
    edition.is_current = True
    edition.save(update_fields=["is_current"])
    record(by=by, verb="edition.made_current", target=edition, edition_id=edition.pk)
    return edition


@transaction.atomic
def set_themes(*, edition: Edition, themes: Sequence[dict[str, str]], by: User | None) -> list[Theme]:
    """Give the edition these themes in this order, by their `slug`; a theme left out stays if events use it."""
    check_open(edition, Permission.EDITION_MANAGE, clock.today())
    kept = [
        Theme.objects.update_or_create(
            edition=edition, slug=theme["slug"], defaults={**theme, "order": order}
        )[0]
        for order, theme in enumerate(themes)
    ]
    for theme in edition.themes.exclude(pk__in=[theme.pk for theme in kept]):
        with suppress(ProtectedError):
            theme.delete()
    record(
        by=by,
        verb="edition.themes_set",
        target=edition,
        data={"themes": [t.slug for t in kept]},
        edition_id=edition.pk,
    )
    return kept


@transaction.atomic
def set_goals(*, edition: Edition, goals: dict[str, int], by: User | None) -> None:
    """Set the figures to reach; a kind left out has no goal."""
    check_open(edition, Permission.EDITION_MANAGE, clock.today())
    Goal.objects.filter(edition=edition).exclude(kind__in=goals).delete()
    for kind, target in goals.items():
        Goal.objects.update_or_create(edition=edition, kind=kind, defaults={"target": target})
    record(by=by, verb="edition.goals_set", target=edition, data=goals, edition_id=edition.pk)


@transaction.atomic
def publish_charter(*, edition: Edition, text: str, by: User | None) -> Charter:
    """Publish a wording of the charter; the same wording again returns the version in force."""
    check_open(edition, Permission.EDITION_MANAGE, clock.today())
    newest = edition.charters.first()
    if newest is not None and newest.text == text.strip():
        return newest
    charter = Charter.objects.create(
        edition=edition,
        version=newest.version + 1 if newest else 1,
        text=text.strip(),
        published_at=clock.now(),
    )
    record(
        by=by,
        verb="charter.published",
        target=charter,
        data={"version": charter.version},
        edition_id=edition.pk,
    )
    return charter


def _check(edition: Edition) -> None:
    if edition.starts_on > edition.ends_on:
        raise DomainError(
            "edition.days_reversed", _("The last day comes before the first."), _("Swap the two dates.")
        )
    if edition.outcomes_until < edition.ends_on:
        raise DomainError(
            "edition.outcomes_too_early",
            _("Outcomes cannot close before the week ends."),
            _("Choose a day after the last day of the week."),
        )
    check_hues(edition.hue_a, edition.hue_b)
