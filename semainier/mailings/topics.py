"""What mails are about, and which of it a recipient may leave. Apps append theirs in AppConfig.ready()."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise

# A code is part of a List-Id (RFC 2919): letters and digits, parted by dots and hyphens.
CODE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of mails: what people choose from. `sentence` says what is sent, when, in their own words.

    One may leave what is useful; what the person asked for or must know (a code, an answer to an invitation, a
    decision on her own event) cannot be left.
    """

    code: str
    name: str | Promise
    sentence: str | Promise
    may_leave: bool = True

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code of a topic: letters, digits, dots and hyphens.")


topics: list[Topic] = []


def find_topic(code: str) -> Topic | None:
    return next((topic for topic in topics if topic.code == code), None)


def get_topic(code: str) -> Topic:
    """Return the topic of a code that a caller names; ValueError for one that no app registers."""
    topic = find_topic(code)
    if topic is None:
        raise ValueError(f"{code!r} is no topic: an app appends it to mailings.topics.topics in ready().")
    return topic


def leavable_topics() -> list[Topic]:
    return [topic for topic in topics if topic.may_leave]
