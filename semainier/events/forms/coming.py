"""Who may come and how: on site or online, the price, access needs, who takes part beside the organiser, the conditions."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.campaigns.models import Edition
from semainier.events.models import AccessNeed, Admission, Audience, Event, Mode
from semainier.organisations.models import Organisation
from semainier.organisations.queries import member_named

# The fields that the services take as they are.
PLAIN = (
    "audience", "admission", "booking_url", "price", "mode", "online_url", "accessibility", "contact_email",
    "condition_a_met", "condition_b_met",
)  # fmt: skip
FIRST = {"audience": Audience.PUBLIC, "admission": Admission.FREE, "mode": Mode.ON_SITE}
MOST_PARTNERS = 20
# What few events need stands behind a word of the form.
MORE = ("online_url", "accessibility", "contact_email", "partners")


class ComingForm(forms.Form):
    """Fields on coming. `open_coming` fits them to the edition; `clean_coming` judges what hangs together."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may come"), choices=Audience.choices, widget=forms.RadioSelect
    )
    admission = forms.ChoiceField(
        label=gettext_lazy("Entry"), choices=Admission.choices, widget=forms.RadioSelect
    )
    booking_url = forms.URLField(
        label=gettext_lazy("Registration link"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("The page where people register, if there is one."),
    )
    price = forms.CharField(
        label=gettext_lazy("Price"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty if it costs nothing."),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("On site or online"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    online_url = forms.URLField(
        label=gettext_lazy("Link to follow it online"), required=False, assume_scheme="https"
    )
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibility"),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick only what is certain: people rely on it."),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Address for questions"),
        required=False,
        help_text=gettext_lazy("Shown to everybody on the page of the event."),
    )
    partners = forms.CharField(
        label=gettext_lazy("Organised with"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Other member organisations, one a line: name or SIREN."),
    )
    condition_a_met = forms.BooleanField(required=False)
    condition_b_met = forms.BooleanField(required=False)

    co_organisers: tuple[Organisation, ...] = ()

    @property
    def says_more(self) -> bool:
        """Whether one of the fields that stand behind a word holds something, or is to be corrected."""
        shown = (self[name] for name in MORE)
        return self["mode"].value() not in {None, "", Mode.ON_SITE} or any(
            one.value() or one.errors for one in shown
        )

    def open_coming(self, edition: Edition) -> None:
        """Ask the conditions of the edition, and only those it sets."""
        for name, words in (
            ("condition_a_met", edition.condition_a),
            ("condition_b_met", edition.condition_b),
        ):
            if words:
                self.fields[name].label = words
            else:
                self.fields[name].widget = forms.HiddenInput()

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or Mode.ON_SITE

    def clean_partners(self) -> str:
        """Find each organisation by name or SIREN; one that is not found or stands for several is said."""
        text: str = self.cleaned_data["partners"]
        names = [name for line in re.split(r"[\n;]", text) if (name := line.strip())]
        if len(names) > MOST_PARTNERS:
            raise forms.ValidationError(_("At most %(n)s organisations.") % {"n": MOST_PARTNERS})
        found = {name: member_named(name) for name in names}
        if unknown := [name for name, organisation in found.items() if organisation is None]:
            raise forms.ValidationError(
                _("We do not find, or find several: %(names)s. Give the SIREN instead.")
                % {"names": ", ".join(unknown)}
            )
        self.co_organisers = tuple(dict.fromkeys(one for one in found.values() if one))
        return text

    def clean_coming(self, values: dict[str, Any], *, is_final: bool) -> None:
        """Judge what hangs together: an online event has a link, the conditions of the edition are met."""
        if not is_final:
            return
        if (
            values.get("mode") != Mode.ON_SITE
            and "online_url" not in self.errors
            and not values["online_url"]
        ):
            self.add_error("online_url", _("Give the link by which people follow the event."))
        for name in ("condition_a_met", "condition_b_met"):
            if not self.fields[name].widget.is_hidden and not values.get(name):
                self.add_error(
                    name, _("The edition asks this of every event. Write to your region if it does not fit.")
                )


def coming_of_event(event: Event) -> dict[str, Any]:
    """Return what the fields show of an event. One query."""
    partners = event.co_organisers.order_by("name").values_list("name", "siren")
    lines = [siren or name for name, siren in partners]
    return {**{name: getattr(event, name) for name in PLAIN}, "partners": "\n".join(lines)}
