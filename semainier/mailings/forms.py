"""The filters of the outbox and of the addresses, where a value that makes no sense is left out; the topics wanted."""

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.mailings.kinds import kind_label
from semainier.mailings.queries import AddressFilters, OutboxFilters, Standing, kinds
from semainier.mailings.states import State, Trouble
from semainier.mailings.topics import leavable_topics


def kind_choices() -> list[tuple[str, str | Promise]]:
    """Return the kinds the outbox holds, for a list to choose from. One query."""
    return [("", pgettext_lazy("mail", "All kinds")), *((kind, kind_label(kind)) for kind in kinds())]


class OutboxForm(forms.Form):
    q = forms.CharField(label=pgettext_lazy("mail", "Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=pgettext_lazy("mail", "State"),
        required=False,
        choices=[("", pgettext_lazy("mail", "All states")), *State.choices],
    )
    kind = forms.ChoiceField(label=pgettext_lazy("mail", "Kind"), required=False, choices=kind_choices)

    def filters(self) -> OutboxFilters:
        """Return the filters that make sense."""
        self.is_valid()
        said = self.cleaned_data
        return OutboxFilters(text=said.get("q", ""), state=said.get("state", ""), kind=said.get("kind", ""))


class AddressForm(forms.Form):
    q = forms.CharField(label=pgettext_lazy("mail", "Search"), required=False, max_length=100)
    standing = forms.ChoiceField(required=False, choices=[("", ""), *Standing.choices])
    trouble = forms.ChoiceField(
        label=pgettext_lazy("mail", "Reason"),
        required=False,
        choices=[("", pgettext_lazy("mail", "All reasons")), *Trouble.choices],
    )

    def filters(self) -> AddressFilters:
        """Return the filters that make sense."""
        self.is_valid()
        said = self.cleaned_data
        return AddressFilters(
            text=said.get("q", ""), standing=said.get("standing", ""), trouble=said.get("trouble", "")
        )


def topic_choices() -> list[tuple[str, str]]:
    """Return the topics that one may leave, each with the sentence that says what is sent."""
    line = '<span>{}<br><span class="help">{}</span></span>'
    return [(topic.code, format_html(line, topic.name, topic.sentence)) for topic in leavable_topics()]


class TopicsForm(forms.Form):
    topics = forms.MultipleChoiceField(
        label=_("What I want to receive"),
        choices=topic_choices,  # none at all is a choice too: `chosen` asks for nothing
        widget=forms.CheckboxSelectMultiple,
    )

    def chosen(self) -> set[str]:
        """Return the topics that are ticked and still offered: one that is gone is no error of hers."""
        offered = {topic.code for topic in leavable_topics()}
        field = self.fields["topics"]
        return offered & set(field.widget.value_from_datadict(self.data, self.files, "topics") or ())
