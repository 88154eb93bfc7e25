"""The registry of topics, leaving them and coming back."""

import pytest

from semainier.audit.models import AuditEntry
from semainier.mailings.models import OptOut
from semainier.mailings.queries import received_topics
from semainier.mailings.services import choose_topics, leave_topic
from semainier.mailings.tests.factories import make_mail, make_user
from semainier.mailings.topics import Topic, find_topic, get_topic, leavable_topics


@pytest.mark.parametrize("code", ["rally", "rally.reminder", "a-1.b2"])
def test_code_of_a_topic_fits_a_header(code):
    assert Topic(code, "Nom", "Phrase.").may_leave


@pytest.mark.parametrize("code", ["", "Rally", "rally reminder", "rally>", ".rally", "rally.", "été", "a..b"])
def test_other_codes_are_refused(code):
    with pytest.raises(ValueError, match="no code of a topic"):
        Topic(code, "Nom", "Phrase.")


def test_topics_are_found_by_code(news):
    assert get_topic("rally") == news[0]
    assert find_topic("nothing") is None
    assert leavable_topics() == news[:2]


@pytest.mark.django_db
def test_topic_that_nobody_registers_is_a_defect(news):
    with pytest.raises(ValueError, match="'raly' is no topic"):
        make_mail(topic="raly")


@pytest.mark.django_db
def test_topic_is_left_once_and_whatever_the_case(news):
    assert leave_topic(email=" Alice@A.example", topic="rally", by=None)
    assert not leave_topic(email="alice@a.example", topic="rally", by=None)

    assert list(OptOut.objects.values_list("email", "topic")) == [("alice@a.example", "rally")]
    entry = AuditEntry.objects.get(verb="topic.left")
    assert (entry.actor_label, entry.object_label, entry.data) == ("system", "rally", {})


@pytest.mark.django_db
def test_choice_leaves_and_rejoins_what_changes(news):
    alice = make_user()
    leave_topic(email=alice.email, topic="rally", by=None)

    choose_topics(email=alice.email, received=["rally", "decision", "gone"], by=alice)

    assert received_topics("ALICE@a.example") == ["rally"]
    entries = AuditEntry.objects.exclude(actor=None).order_by("pk")
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("topic.left", alice),
        ("topic.rejoined", alice),
    ]


@pytest.mark.django_db
def test_choice_that_changes_nothing_costs_two_statements_and_a_look(news, django_assert_num_queries):
    leave_topic(email="alice@a.example", topic="rally", by=None)

    with django_assert_num_queries(3):
        choose_topics(email="alice@a.example", received=["news.digest"], by=None)


@pytest.mark.django_db
def test_topic_that_is_not_offered_now_stays_left(news):
    OptOut.objects.create(email="alice@a.example", topic="gone")

    choose_topics(email="alice@a.example", received=["rally", "news.digest", "gone"], by=None)

    assert list(OptOut.objects.values_list("topic", flat=True)) == ["gone"]
