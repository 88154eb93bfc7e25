"""Reads on what addresses want to receive."""

from semainier.mailings.leaving import normal_email
from semainier.mailings.models import OptOut
from semainier.mailings.topics import leavable_topics


def received_topics(email: str) -> list[str]:
    """Return the codes of the topics that one may leave and that an address has not left. One query."""
    left = set(OptOut.objects.filter(email=normal_email(email)).values_list("topic", flat=True))
    return [topic.code for topic in leavable_topics() if topic.code not in left]
