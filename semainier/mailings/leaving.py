"""How a recipient leaves a topic: the signed link, the headers and the foot of a mail that carry it.

Sources: RFC 8058 (one click), RFC 2369 (List-Unsubscribe), RFC 2919 (List-Id).
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.utils import translation
from django.utils.translation import gettext as _

from semainier.core.addresses import absolute_url
from semainier.mailings.topics import Topic, find_topic

SALT = "semainier.mailings.leaving"
LONGEST_TOKEN = 1_000


@dataclass(frozen=True, slots=True)
class Leaving:
    """A topic that one may leave, and the address that does so, for one recipient."""

    topic: Topic
    url: str

    def headers(self, host: str) -> dict[str, str]:
        return {
            "List-Id": f"<{self.topic.code}.{host}>",
            "List-Unsubscribe": f"<{self.url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def foot(self, language: str) -> str:
        """Return the last lines of the plain text, in a language."""
        with translation.override(language):
            said = _("This mail is part of: %(topic)s.") % {"topic": self.topic.name}
            return f"{said} {_('To stop receiving these mails:')}\n{self.url}\n"


def leaving(*, email: str, topic: Topic, language: str) -> Leaving:
    """Return how the recipient leaves the topic; the link is the same for every mail. No query."""
    url = absolute_url("mailings:unsubscribe", leaving_token(email, topic.code), language=language)
    return Leaving(topic, url)


def leaving_token(email: str, topic: str) -> str:
    """Return the link's secret: address and topic in the clear, signed. It never grows old."""
    return _signer().sign_object([normal_email(email), topic])


def read_token(token: str) -> tuple[str, Topic] | None:
    """Return address and topic of a link; None when it is not ours or no such topic is left to leave."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        email, code = _signer().unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    topic = find_topic(code)
    return (email, topic) if topic is not None and topic.may_leave else None


def normal_email(email: str) -> str:
    """Return the address as preferences and trouble are kept under."""
    return email.strip().lower()


def _signer() -> Signer:
    return Signer(salt=SALT, sep="~")
