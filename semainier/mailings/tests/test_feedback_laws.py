"""Whatever the order in which words come, and however often: the same end."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.core import clock
from semainier.mailings.feedback import Feedback
from semainier.mailings.models import Address, Mail
from semainier.mailings.queries import suspended_among
from semainier.mailings.services import send_due, take_feedback
from semainier.mailings.states import DELIVERY_RANKS, Delivery, State
from semainier.mailings.tests.factories import Notebook, make_mail, make_sent

pytestmark = pytest.mark.django_db
laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MAILS = 5
words = st.tuples(st.integers(0, MAILS - 1), st.sampled_from(Delivery), st.integers(1, 9))


def end_of(said) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return where the mails and the address stand after these words, and forget it all."""
    now = clock.now()
    with transaction.atomic():
        mails = [make_sent(sent_at=now - dt.timedelta(hours=20 - number)) for number in range(MAILS)]
        for number, delivery, hour in said:
            at = now - dt.timedelta(hours=10 - hour)
            take_feedback(Feedback((mails[number].message_id,), delivery, at))
        deliveries = list(Mail.objects.order_by("sent_at").values_list("delivery", flat=True))
        standing = [(a.trouble, a.soft_bounces, a.is_suspended) for a in Address.objects.all()]
        transaction.set_rollback(True)
    return deliveries, standing


@laws
@given(
    st.lists(words, min_size=1, max_size=8).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(said))
    )
)
def test_order_does_not_matter(pair):
    said, shuffled = pair
    deliveries, standing = end_of(said)
    again, later = end_of(shuffled)

    assert (again, later) == (deliveries, standing)


@laws
@given(st.lists(words, min_size=1, max_size=6))
def test_what_comes_twice_changes_nothing(said):
    assert end_of(said + said) == end_of(said)


@laws
@given(st.lists(words, min_size=1, max_size=8))
def test_word_of_a_mail_is_the_highest_that_was_said(said):
    deliveries, _standing = end_of(said)

    for number, delivery in enumerate(deliveries):
        heard = [word for mail, word, _hour in said if mail == number]
        assert delivery == max(heard, key=DELIVERY_RANKS.__getitem__, default="")


@laws
@given(st.lists(words, max_size=8))
def test_suspended_address_is_never_written_to(said):
    Mail.objects.all().delete()
    Address.objects.all().delete()
    waiting, notebook = make_mail(), Notebook()
    mails = [make_sent() for _number in range(MAILS)]
    for number, delivery, _hour in said:
        take_feedback(Feedback((mails[number].message_id,), delivery))
    is_suspended = bool(suspended_among(["alice@a.example"]))

    later = make_mail()
    send_due(transport=notebook)

    assert later.state == (State.SUPPRESSED if is_suspended else State.QUEUED)
    assert notebook.ids == ([] if is_suspended else [waiting.message_id, later.message_id])
