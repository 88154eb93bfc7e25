"""The filters of the people and of the journal."""

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from semainier.audit.queries import JournalFilters
from semainier.campaigns.models import Edition
from semainier.core.clock import PARIS
from semainier.core.filters import FilterForm, all_or
from semainier.core.roles import ROLES
from semainier.staff.queries.people import PeopleFilters
from semainier.staff.verbs import verb_choices

# Days that an instant can be made of in every zone.
_IN_CALENDARS = [MinValueValidator(dt.date(1900, 1, 1)), MaxValueValidator(dt.date(2999, 12, 31))]


class PeopleFilterForm(FilterForm):
    """The filters of the people."""

    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=all_or(
            _("All roles"), [*((code, role.name) for code, role in ROLES.items()), ("-", _("No role"))]
        ),
    )

    @property
    def filters(self) -> PeopleFilters:
        said = self.said
        return PeopleFilters(said.get("q", ""), said.get("role", ""))


def edition_choices() -> list[tuple[str, object]]:
    """Return the editions behind “all”. One query."""
    return all_or(_("All editions"), [(str(edition.pk), edition.name) for edition in Edition.objects.all()])


class JournalFilterForm(FilterForm):
    """The filters of the journal; both days are included."""

    geste = forms.ChoiceField(label=_("What was done"), required=False, choices=verb_choices)
    edition = forms.ChoiceField(label=_("Edition"), required=False, choices=edition_choices)
    du = forms.DateField(label=_("From the day"), required=False, validators=_IN_CALENDARS)
    au = forms.DateField(label=_("To the day"), required=False, validators=_IN_CALENDARS)
    organisme = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def filters(self) -> JournalFilters:
        said = self.said
        since, until = said.get("du"), said.get("au")
        return JournalFilters(
            text=said.get("q", ""),
            verb=said.get("geste", ""),
            edition_id=int(said["edition"]) if said.get("edition") else None,
            organisation_id=said.get("organisme"),
            since=_midnight(since) if since else None,
            until=_midnight(until + dt.timedelta(days=1)) if until else None,
        )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=PARIS)
