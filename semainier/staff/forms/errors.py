"""Where a refusal by a service is shown in the form that caused it."""

from django.forms import BaseForm, ModelForm

from semainier.core.errors import DomainError

# Code of the error -> the field it is about; other errors stand above the form.
FIELD_OF = {
    "organisation.siren_lost_zero": "siren",
    "organisation.siren_wrong": "siren",
    "organisation.siren_taken": "siren",
    "edition.slug_reserved": "slug",
    "edition.days_reversed": "ends_on",
    "edition.outcomes_too_early": "outcomes_until",
    "edition.hue_a_too_light": "hue_a",
    "edition.hue_b_too_dark": "hue_b",
}


class ServedForm(ModelForm):
    """A form whose rules between fields, and towards other rows, are said in words by the services."""

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the constraints of the table to the services; the fields of the form check themselves."""
        return {field.name for field in self._meta.model._meta.get_fields()}


def show_error(form: BaseForm, error: DomainError) -> None:
    """Show the refusal beside its field, with what to do next."""
    field = FIELD_OF.get(error.code)
    form.add_error(field if field in form.fields else None, f"{error.message} {error.next_step}".strip())
