"""Messages that come with the product: in both languages, to be sent as they are or copied and changed."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.rally.criteria import Matter
from semainier.rally.models import MessageTemplate


@dataclass(frozen=True, slots=True)
class Model:
    """A message under its code; `text` is a message id, read in each language."""

    code: str
    matter: Matter
    name: Promise | str
    subject: Promise | str
    text: Promise | str

    def template(self) -> MessageTemplate:
        """Return it as a template that is not saved. No query."""
        words: dict[str, str] = {}
        for language, end in (("fr", ""), ("en", "_en")):
            with translation.override(language):
                words |= {f"subject{end}": str(self.subject), f"text{end}": str(self.text)}
        return MessageTemplate(name=str(self.name), matter=self.matter, **words)


MODELS: dict[str, Model] = {
    model.code: model
    for model in (
        Model(
            "invitation",
            Matter.COMMIT,
            _("Invitation to join"),
            _("{edition}: will {organisation} be part of it?"),
            _(
                "Dear {person},\n\n"
                "{edition} is coming, and {organisation} is invited to take part.\n\n"
                "You say yes first, in a minute; your event can be declared later. One well-chosen event is worth "
                "more than ten.\n\n"
                "Read the charter and join:\n{commit_link}\n\n{signature}"
            ),
        ),
        Model(
            "commit",
            Matter.COMMIT,
            _("Reminder to join"),
            _("{edition}: {days_left} left to join"),
            _(
                "Dear {person},\n\n"
                "We have not heard from {organisation} about {edition} yet. There are {days_left} left.\n\n"
                "Yes takes a minute. If you cannot do it alone, say so on the same page: we will call you.\n\n"
                "Join, or ask for help:\n{commit_link}\n\n{signature}"
            ),
        ),
        Model(
            "declare",
            Matter.DECLARE,
            _("Reminder to declare"),
            _("{edition}: {days_left} left to declare your event"),
            _(
                "Dear {person},\n\n"
                "{organisation} takes part in {edition}, thank you. The programme waits for your event: a visit, "
                "an open door, a party in the courtyard. There are {days_left} left.\n\n"
                "Declare an event:\n{declare_link}\n\n{signature}"
            ),
        ),
        Model(
            "submit",
            Matter.SUBMIT,
            _("Drafts not submitted"),
            _("{edition}: your draft still waits to be submitted"),
            _(
                "Dear {person},\n\n"
                "An event of {organisation} is written and nobody can see it yet: it has still to be submitted. "
                "There are {days_left} left.\n\n{events}\n\n{signature}"
            ),
        ),
        Model(
            "outcome",
            Matter.OUTCOME,
            _("Outcome missing"),
            _("{edition}: how did it go?"),
            _(
                "Dear {person},\n\n"
                "Your event is over. Three answers, two minutes, nothing to sign in to: that is how what "
                "{organisation} did is counted. If you do not know how many people came, say so: that is an "
                "answer too. There are {days_left} left.\n\n{events}\n\n{signature}"
            ),
        ),
    )
}


def find_model(code: str) -> Model | None:
    return MODELS.get(code)
