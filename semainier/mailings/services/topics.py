"""Leave a topic and come back to it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from semainier.audit.services import record
from semainier.mailings.leaving import normal_email
from semainier.mailings.models import OptOut
from semainier.mailings.topics import leavable_topics

if TYPE_CHECKING:
    from semainier.accounts.models import User


@transaction.atomic
def leave_topic(*, email: str, topic: str, by: "User | None") -> bool:
    """Note that an address wants no more mails of a topic; return whether that is new.

    What already waits is held back when its turn comes. `by` is None for a link in a mail. Three statements.
    """
    opt_out, is_new = OptOut.objects.get_or_create(email=normal_email(email), topic=topic)
    if is_new:
        record(by=by, verb="topic.left", target=opt_out)
    return is_new


@transaction.atomic
def choose_topics(*, email: str, received: Collection[str], by: "User | None") -> None:
    """Note which of the topics that one may leave an address wants; the others stay as they are.

    Three statements for each topic that changes, one when none does.
    """
    offered = {topic.code for topic in leavable_topics()}
    left = set(
        OptOut.objects.filter(email=normal_email(email), topic__in=offered).values_list("topic", flat=True)
    )
    for topic in sorted((offered - set(received)) - left):
        leave_topic(email=email, topic=topic, by=by)
    for topic in sorted(left & set(received)):
        OptOut.objects.filter(email=normal_email(email), topic=topic).delete()
        record(by=by, verb="topic.rejoined", data={"topic": topic})
