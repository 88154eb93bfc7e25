"""The forms by which an organisation joins an edition and asks for help, and the desk answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition, EventKind, HelpNeed, HelpState
from semainier.core.filters import FilterForm, all_or
from semainier.territories.models import Region


class CommitmentForm(forms.Form):
    """Who signs, in which role, for which wording."""

    signer_role = forms.CharField(
        label=_("Your role in the organisation"),
        max_length=120,
        help_text=_("For instance: director, communication officer."),
    )
    planned_kinds = forms.MultipleChoiceField(
        label=_("What are you thinking of?"),
        choices=EventKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Just an idea, to help your region prepare; nothing is promised."),
    )
    planned_words = forms.CharField(label=_("In a few words"), max_length=300, required=False)
    needs = forms.MultipleChoiceField(
        label=_("Could you use some help?"),
        choices=HelpNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your regional association reads this and answers you."),
    )
    accepted = forms.BooleanField(label=_("I accept this charter for my organisation"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class HelpForm(forms.Form):
    """What help an organisation wants, in its words."""

    needs = forms.MultipleChoiceField(
        label=_("What would help you?"), choices=HelpNeed.choices, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HelpAnswerForm(forms.Form):
    """The answer of the desk."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is mailed to the organisation, signed with your name."),
    )


class HelpFilterForm(FilterForm):
    """The search and the filters of the list of requests."""

    etat = forms.ChoiceField(
        label=_("State"), required=False, choices=all_or(_("All states"), HelpState.choices)
    )
    besoin = forms.ChoiceField(
        label=_("Help wanted"), required=False, choices=all_or(_("Any help"), HelpNeed.choices)
    )
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.none(), empty_label=_("All regions")
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = Region.objects.filter(pk__in=edition.listed_members.values("region")).order_by(
            "name"
        )
