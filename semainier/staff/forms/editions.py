"""Forms of an edition: its frame, themes, goals, charter, colours."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Campaign, Edition, GoalKind, Phase, Theme
from semainier.core.filters import FilterForm, all_or
from semainier.staff.forms.errors import ServedForm


def _day(**attrs: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


class EditionFilterForm(FilterForm):
    """The filters of the editions."""

    phase = forms.ChoiceField(
        label=_("Phase"), required=False, choices=all_or(_("All phases"), Phase.choices)
    )


class EditionForm(ServedForm):
    """The frame of an edition."""

    class Meta:
        model = Edition
        fields = (
            "name", "headline", "introduction", "starts_on", "ends_on", "outcomes_until", "contact_email",
            "answer_days", "condition_a", "condition_b", "is_public",
        )  # fmt: skip
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "starts_on": _day(),
            "ends_on": _day(),
            "outcomes_until": _day(),
        }
        labels = {
            "is_public": _("Visitors can open this edition"),
            "outcomes_until": _("Outcomes until"),
            "answer_days": _("Working days within which a region answers"),
            "condition_a": _("First condition for every event"),
            "condition_b": _("Second condition for every event"),
        }
        help_texts = {
            "headline": _("The sentence under the name: what this year’s week is about."),
            "introduction": _("Two or three sentences for visitors."),
            "outcomes_until": _("The last day on which members tell how their events went."),
            "contact_email": _("Where members and visitors write to."),
            "answer_days": _("Past it an event goes to the head office."),
            "condition_a": _(
                "A sentence that the member ticks, for instance “The event can be visited”. Empty: not asked."
            ),
        }


class NewEditionForm(EditionForm):
    """A new edition: its address too, and what it takes over from the one before."""

    campaign_name = forms.CharField(
        label=_("Name of the week"), max_length=120, help_text=_("It stays from one year to the next.")
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("Last part of its web address, for instance “semaine-2027”. It does not change later."),
    )
    follow = forms.ModelChoiceField(
        Edition.objects.all(),
        label=_("Take over from"),
        required=False,
        empty_label=_("Nothing: begin with an empty edition"),
        help_text=_("Its themes, goals, charter and colours are copied; you change them afterwards."),
    )
    outcomes_until = forms.DateField(
        label=_("Outcomes until"),
        required=False,
        widget=_day(),
        help_text=_("Empty: two weeks after the last day."),
    )
    field_order = (
        "campaign_name",
        "name",
        "slug",
        "headline",
        "starts_on",
        "ends_on",
        "outcomes_until",
        "follow",
    )

    def __init__(self, *args: Any, campaign: Campaign | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() - {*self.field_order, "contact_email"}:
            del self.fields[name]  # the rest has its default, and is changed afterwards
        self.fields["follow"].initial = Edition.objects.first()
        if campaign is not None:
            del self.fields["campaign_name"]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if Edition.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another edition has this address."))
        return slug


class ThemeForm(forms.Form):
    """A theme; an empty name leaves the line out."""

    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    condition = forms.CharField(
        label=_("What an event must show"),
        max_length=300,
        required=False,
        help_text=_("Members read it when they choose the theme, regions when they decide."),
    )


ThemeFormSet = forms.formset_factory(ThemeForm, extra=2, can_delete=True, can_order=True, max_num=20)


def themes_in(formset: "forms.BaseFormSet[ThemeForm]") -> list[dict[str, str]]:
    """Return the lines with a name, in the order asked for, each with an address of its own."""
    lines = [form.cleaned_data for form in formset.ordered_forms if form.cleaned_data.get("name")]
    slugs = {line["slug"] for line in lines if line["slug"]}
    themes = []
    for line in lines:
        slug = line["slug"] or _free(slugify(line["name"])[:50] or "theme", slugs)
        slugs.add(slug)
        themes.append({"slug": slug, **{name: line[name] for name in ("name", "name_en", "condition")}})
    return themes


def _free(slug: str, taken: set[str]) -> str:
    names = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def themes_initial(themes: list[Theme]) -> list[dict[str, str]]:
    """Return what the lines of the form hold at first."""
    return [
        {name: getattr(theme, name) for name in ("slug", "name", "name_en", "condition")} for theme in themes
    ]


class GoalsForm(forms.Form):
    """The figures to reach; an empty one is no goal."""

    participants = forms.IntegerField(label=GoalKind.PARTICIPANTS.label, min_value=1, required=False)
    rate = forms.IntegerField(label=GoalKind.RATE.label, min_value=1, max_value=100, required=False)
    events = forms.IntegerField(label=GoalKind.EVENTS.label, min_value=1, required=False)
    responses = forms.IntegerField(label=GoalKind.RESPONSES.label, min_value=1, max_value=100, required=False)

    @property
    def goals(self) -> dict[str, int]:
        return {kind: target for kind, target in self.cleaned_data.items() if target is not None}


class CharterForm(forms.Form):
    """The wording that organisations accept."""

    text = forms.CharField(
        label=_("Wording"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("An empty line begins a paragraph."),
    )


class IdentityForm(forms.ModelForm):
    """The two colours from which all others are worked out."""

    class Meta:
        model = Edition
        fields = ("hue_a", "hue_b")
        widgets = {
            "hue_a": forms.TextInput(attrs={"type": "color"}),
            "hue_b": forms.TextInput(attrs={"type": "color"}),
        }
        help_texts = {
            "hue_a": _("Of the closed drawers, with white text on it: choose it dark."),
            "hue_b": _("Of the open drawer, with dark text on it: choose it light."),
        }
