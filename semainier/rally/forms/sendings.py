"""Which message leaves to whom and when; the filters of the recipients."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.filters import FilterForm, all_or
from semainier.core.http import key_in
from semainier.rally.access import get_segment, get_template, house_of, rally_reach
from semainier.rally.builtin import MODELS
from semainier.rally.criteria import Choice, Matter
from semainier.rally.forms.segments import CriteriaForm
from semainier.rally.letters import signature_of
from semainier.rally.models import MessageTemplate, RecipientState
from semainier.rally.queries.segments import segments_of
from semainier.rally.services.sendings import FURTHEST, Draft
from semainier.rally.words import choice_words

EVERYBODY, FILTERS = "tous", "filtres"
NOW, AT = "maintenant", "heure"


class DraftForm(CriteriaForm):
    """A sending before it is counted: segment or filters, message, matter, hour in Paris."""

    segment = forms.ChoiceField(label=_("To whom"))
    message = forms.ChoiceField(label=_("Message"))
    matter = forms.ChoiceField(
        label=_("What it asks for"),
        required=False,
        choices=all_or(_("What the message says"), Matter.choices),
        help_text=_("Whoever has done it is not written to."),
    )
    quand = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("At once")), (AT, _("At an hour that I choose"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    jour = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    a = forms.TimeField(
        label=_("Hour in Paris"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, data: QueryDict | None = None, *, edition: Edition, user: User, **kwargs: Any) -> None:
        self.edition, self.user, self.reach = edition, user, rally_reach(user)
        super().__init__(data, edition=edition, reach=self.reach, **kwargs)
        self._set_choices("segment", self._segments(data, kwargs.get("initial") or {}))
        self._set_choices("message", self._messages())

    def _set_choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = choices

    def _segments(self, data: QueryDict | None, initial: Any) -> list[tuple[str, Any]]:
        kept = [(str(one.pk), one.name) for one in segments_of(self.edition, self.reach)]
        said = (data.get("segment") if data is not None else "") or initial.get("segment")
        filters = [(FILTERS, _("The organisations that were filtered"))] if said == FILTERS else []
        return [*filters, *kept, (EVERYBODY, _("Everybody on the list"))]

    def _messages(self) -> list[Any]:
        own = MessageTemplate.objects.shown_to(self.reach)
        built_in = [(code, model.name) for code, model in MODELS.items()]
        groups = [(_("Yours"), [(str(one.pk), one.name) for one in own])] if own else []
        return [*groups, (_("Ready to use"), built_in)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("quand") == AT:
            for name in ("jour", "a"):
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Choose the day and the hour."))
            leaves_at = self._hour(said)
            if leaves_at and leaves_at < clock.now():
                self.add_error("jour", _("This hour has passed."))
            elif leaves_at and leaves_at > clock.now() + FURTHEST:
                self.add_error("jour", _("Choose a day within four months."))
        return said

    def _hour(self, said: dict[str, Any]) -> dt.datetime | None:
        day, hour = said.get("jour"), said.get("a")
        return dt.datetime.combine(day, hour, tzinfo=clock.PARIS) if day and hour else None

    def draft(self) -> Draft:
        """Return the sending of a form that is valid. At most four queries."""
        said = self.cleaned_data
        key = key_in(said["segment"])
        kept = None if key is None else get_segment(self.user, key)
        choice = kept.choice if kept else (self.choice if said["segment"] == FILTERS else Choice())
        message = get_template(self.user, said["message"])
        house = house_of(self.user)
        return Draft(
            edition=self.edition,
            choice=choice,
            matter=said["matter"] or message.matter,
            message=message,
            audience=kept.name
            if kept
            else choice_words(choice, self.edition) or str(_("Everybody on the list")),
            signature=signature_of(self.user.name, *([house.name] if house else [])),
            segment=kept,
            association=house,
            leaves_at=self._hour(said) if said["quand"] == AT else None,
        )

    def matter_words(self, matter: str) -> str:
        return str(Matter(matter).label)

    def said_again(self, data: QueryDict) -> list[tuple[str, str]]:
        """Return what was chosen as hidden fields, for the page that asks to confirm."""
        names = [*self.fields, "edition"]
        return [(name, value) for name in names for value in data.getlist(name)]


class ConfirmForm(forms.Form):
    """The numbers that a page showed, and what makes a second click the first one."""

    organisations = forms.IntegerField(min_value=0)
    mails = forms.IntegerField(min_value=0)
    cle = forms.UUIDField()


class SendingFilterForm(FilterForm):
    """Search of the sendings of an edition."""

    matiere = forms.ChoiceField(
        label=_("Matter"), required=False, choices=all_or(_("All matters"), Matter.choices)
    )


class RecipientFilterForm(FilterForm):
    """Search of the recipients of a sending."""

    etat = forms.ChoiceField(
        label=_("State"), required=False, choices=all_or(_("All states"), RecipientState.choices)
    )
