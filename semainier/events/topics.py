"""What the mails of events are about, and which of it one may leave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.mailings.topics import Topic

THREAD = Topic(
    "event.thread",
    pgettext_lazy("topic of mails", "Messages about an event"),
    _("What your region or the organiser writes to you about an event, at most one mail an hour."),
    may_leave=False,
)
ALERT_ANSWER = Topic(
    "event.alert",
    pgettext_lazy("topic of mails", "Answer to what you reported"),
    _("What became of what you reported about the page of an event; one mail."),
    may_leave=False,
)
DIGEST = Topic(
    "moderation.digest",
    pgettext_lazy("topic of mails", "What waits for you at the desk"),
    _("On working days at seven, when something waits for a decision, is late, or was reported."),
)
ESCALATED = Topic(
    "moderation.escalated",
    pgettext_lazy("topic of mails", "Events past the promised delay"),
    _("On working days at seven, to the head office, when a region has not answered in time."),
    may_leave=False,
)
ALL = [THREAD, ALERT_ANSWER, DIGEST, ESCALATED]
