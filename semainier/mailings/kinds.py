"""What the outbox calls each kind of mail. A kind that is missing here is shown under its own name."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "account": pgettext_lazy("kind of mail", "Account"),
    "edition.invitation": pgettext_lazy("kind of mail", "Invitation to an edition"),
    "event.alert_answer": pgettext_lazy("kind of mail", "Answer to a report"),
    "event.declined": pgettext_lazy("kind of mail", "Proposed event declined"),
    "event.message": pgettext_lazy("kind of mail", "Message about an event"),
    "event.proposed": pgettext_lazy("kind of mail", "Event to confirm"),
    "event.publish": pgettext_lazy("kind of mail", "Event published"),
    "event.refuse": pgettext_lazy("kind of mail", "Event refused"),
    "event.request_changes": pgettext_lazy("kind of mail", "Change asked for"),
    "event.status": pgettext_lazy("kind of mail", "Plans of an event changed"),
    "invitation": pgettext_lazy("kind of mail", "Invitation of a person"),
    "moderation.digest": pgettext_lazy("kind of mail", "What waits at the desk"),
    "moderation.escalated": pgettext_lazy("kind of mail", "Events past the delay"),
    "outcome.request": pgettext_lazy("kind of mail", "Question about an event"),
    "sign_in_code": pgettext_lazy("kind of mail", "Sign-in code"),
    "sign_in_unknown": pgettext_lazy("kind of mail", "Sign-in from an unknown address"),
}


def kind_label(kind: str) -> str | Promise:
    return KINDS.get(kind, kind)
