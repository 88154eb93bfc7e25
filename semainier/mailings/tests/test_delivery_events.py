"""The events of providers, posted to the address that they know (mailings:delivery_events)."""

import base64
import datetime as dt
import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from semainier.mailings.message import build_message
from semainier.mailings.models import Address, OptOut
from semainier.mailings.providers import PROVIDERS, current_provider
from semainier.mailings.services import send_due
from semainier.mailings.states import Delivery, State, Trouble
from semainier.mailings.tests import payloads
from semainier.mailings.tests.factories import make_mail, make_sent

pytestmark = pytest.mark.django_db
URL = "/courriels/evenements/"
SECRET = "s3cret-é"
MOMENT = dt.datetime(2026, 5, 20, 6, 0, tzinfo=dt.UTC)


def _basic(secret=SECRET, name="semainier"):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


@pytest.fixture
def provider(settings):
    """Return a function that makes an installation send by a provider."""

    def choose(code):
        settings.MAIL_PROVIDER, settings.MAIL_EVENTS_SECRET = code, SECRET

    choose("brevo")
    return choose


def _post(payload, **headers):
    return Client(enforce_csrf_checks=True).post(URL, **payloads.body(payload), headers=headers or _basic())


def _standing(mail):
    mail.refresh_from_db()
    address = Address.objects.filter(email=mail.recipient_email).first()
    return mail.delivery, address and address.trouble, bool(address and address.is_suspended)


HARD = (Delivery.BOUNCED, Trouble.HARD, True)
SOFT = (Delivery.SOFT, Trouble.SOFT, False)
UNWANTED = (Delivery.COMPLAINED, Trouble.COMPLAINT, True)
ARRIVED = (Delivery.DELIVERED, None, False)
NOTHING = ("", None, False)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("hard_bounce", HARD), ("invalid_email", HARD), ("soft_bounce", SOFT), ("blocked", SOFT), ("spam", UNWANTED),
        ("complaint", UNWANTED), ("delivered", ARRIVED), ("request", NOTHING), ("deferred", NOTHING),
        ("unique_opened", NOTHING), ("click", NOTHING), ("error", NOTHING), ("list_addition", NOTHING),
    ],
)  # fmt: skip
def test_brevo(provider, event, expected):
    mail = make_sent()

    response = _post(payloads.brevo(mail, event, reason="550 RecipientError: no such user"))

    assert (response.status_code, _standing(mail)) == (200, expected)


@pytest.mark.parametrize(
    ("event", "told", "expected"),
    [
        ("bounce", {"blocked": True, "hard_bounce": True, "error": "user unknown"}, HARD),
        ("bounce", {"hard_bounce": True, "error_related_to": "domain", "error": "invalid domain"}, HARD),
        ("bounce", {"hard_bounce": True, "error": "quota exceeded"}, SOFT),
        ("bounce", {"hard_bounce": False, "error": "mailbox inactive"}, SOFT),
        ("bounce", {"hard_bounce": False, "error": "greylisted"}, NOTHING),
        ("blocked", {"error_related_to": "domain", "error": "typofix"}, HARD),
        ("blocked", {"error_related_to": "mailjet", "error": "preblocked"}, SOFT),
        ("spam", {"source": "JMRPP"}, UNWANTED),
        ("sent", {"smtp_reply": "sent (250 2.0.0 OK)"}, ARRIVED),
        ("open", {"ip": "192.0.2.1", "agent": "Mozilla/5.0"}, NOTHING),
    ],
)
def test_mailjet(provider, event, told, expected):
    provider("mailjet")
    mail = make_sent()

    response = _post(payloads.mailjet(mail, event, **told))

    assert (response.status_code, _standing(mail)) == (200, expected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("HardBounce", HARD), ("BadEmailAddress", HARD), ("SoftBounce", SOFT), ("Blocked", SOFT),
        ("SpamNotification", UNWANTED), ("SpamComplaint", UNWANTED), ("Transient", NOTHING),
        ("AutoResponder", NOTHING), ("Unknown", NOTHING),
    ],
)  # fmt: skip
def test_postmark_bounces(provider, kind, expected):
    provider("postmark")
    mail = make_sent()

    response = _post(payloads.bounce(mail, kind))

    assert (response.status_code, _standing(mail)) == (200, expected)


def test_postmark_delivery(provider):
    provider("postmark")
    mail = make_sent()

    _post(payloads.postmark(mail, "Delivery", DeliveredAt="2026-05-20T06:00:00Z", Details="smtp;250 OK"))

    assert _standing(mail) == ARRIVED
    assert mail.delivery_at == MOMENT


@pytest.mark.parametrize(
    ("reason", "suspends", "left"), [("HardBounce", True, []), ("ManualSuppression", False, ["rally"])]
)
def test_postmark_change_of_subscription(provider, news, reason, suspends, left):
    provider("postmark")
    mail = make_sent(topic="rally")
    told = {"SuppressSending": True, "SuppressionReason": reason, "ChangedAt": "2026-05-20T06:00:00Z"}

    _post(payloads.postmark(mail, "SubscriptionChange", **told))

    assert (_standing(mail)[2], list(OptOut.objects.values_list("topic", flat=True))) == (suspends, left)


@pytest.mark.parametrize(
    ("code", "payload"), [("brevo", ("brevo", "unsubscribe")), ("mailjet", ("mailjet", "unsub"))]
)
def test_unsubscribing_at_the_provider_leaves_the_topic(provider, news, code, payload):
    provider(code)
    name, event = payload
    mail = make_sent(topic="news.digest")

    _post(getattr(payloads, name)(mail, event))

    assert list(OptOut.objects.values_list("email", "topic")) == [("alice@a.example", "news.digest")]


def test_events_come_in_a_list_late_and_doubled(provider):
    provider("mailjet")
    mails = [make_sent(to_email=f"a{number}@a.example") for number in range(2)]
    hard = {"hard_bounce": True, "error": "user unknown"}
    events = [payloads.mailjet(mail, "bounce", **hard) for mail in mails]
    late = payloads.mailjet(mails[0], "sent")

    answers = [_post([*events, late, events[0]]).status_code for _time in range(2)]

    assert (answers, [_standing(mail) for mail in mails]) == ([200, 200], [HARD, HARD])


def test_diagnosis_and_moment_are_kept(provider):
    mail = make_sent()

    _post(payloads.brevo(mail, "hard_bounce", reason=" RecipientError: 550 5.5.0\r\n mailbox unavailable."))

    address = Address.objects.get()
    assert (address.diagnosis, address.trouble_at) == (
        "RecipientError: 550 5.5.0 mailbox unavailable.",
        MOMENT,
    )


def test_message_id_of_ours_is_known_without_the_header(provider):
    mail = make_sent()
    event = payloads.brevo(mail, "spam") | {"message-id": mail.message_id}
    del event["X-Mailin-custom"]

    _post(event)

    assert _standing(mail) == UNWANTED


@pytest.mark.parametrize("custom", ["", "some text", "[1]", '"text"', "{}", None])
def test_unknown_mail_is_taken_and_ignored(provider, custom):
    event = payloads.brevo(make_sent(), "hard_bounce") | {"X-Mailin-custom": custom}

    assert (_post(event).status_code, Address.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!!", "Bearer x", "Basic c2VtYWluaWVy", _basic("other")["Authorization"], _basic("")["Authorization"]],
)  # fmt: skip
def test_wrong_secret_is_forbidden(provider, header):
    response = _post(payloads.brevo(make_sent(), "spam"), Authorization=header)

    assert (response.status_code, Address.objects.count()) == (403, 0)


def test_name_beside_the_secret_is_of_no_matter(provider):
    assert _post(payloads.brevo(make_sent(), "spam"), **_basic(name="")).status_code == 200


def test_without_a_secret_nobody_comes_in(provider, settings):
    settings.MAIL_EVENTS_SECRET = ""

    assert _post(payloads.brevo(make_sent(), "spam"), **_basic("")).status_code == 403


def test_without_a_provider_there_is_no_such_page(settings):
    settings.MAIL_PROVIDER = ""

    assert Client().post(URL).status_code == Client().head(URL).status_code == 404


def test_provider_may_look_whether_it_answers(provider):
    assert (Client().head(URL).status_code, Client().get(URL).status_code) == (200, 405)


@pytest.mark.parametrize("code", sorted(PROVIDERS))
@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[1]", b"7", b"null", b'"x"'])
def test_what_is_no_event_is_refused_in_words(provider, code, body):
    provider(code)

    response = Client().post(URL, body, content_type="application/json", headers=_basic())

    assert response.status_code == 400
    assert response.content.decode().startswith(f"These are no events of {code}")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["event", "email", "message-id", "X-Mailin-custom", "ts_epoch", "time", "MessageID", "Payload", "error",
         "RecordType", "Type", "Metadata", "MessageID", "BouncedAt", "hard_bounce", "tags", "tag"]), inner, max_size=6),
    max_leaves=8,
)  # fmt: skip


@options(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.sampled_from(sorted(PROVIDERS)), payload=anything)
def test_whatever_is_posted_is_answered(provider, code, payload):
    provider(code)

    assert _post(payload).status_code in {200, 400}
    assert Address.objects.count() == 0


@pytest.mark.parametrize("code", sorted(PROVIDERS))
def test_mail_carries_its_identifier_on_one_line(provider, code, settings):
    settings.SEMAINIER_URL = "https://semaine.federation-nationale.example"
    provider(code)
    mail = make_mail()

    lines = bytes(build_message(mail)).decode().split("\r\n")

    assert f"{PROVIDERS[code].header}: {payloads.carried(mail, code)}" in lines
    assert (code == "postmark") == ("X-PM-KeepID: true" in lines)


def test_odd_event_takes_no_other_with_it(provider):
    mail = make_sent()
    odd = payloads.brevo(mail, "hard_bounce") | {"X-Mailin-custom": "campaign 12"}

    assert _post([odd, {}, payloads.brevo(mail, "spam")]).status_code == 200
    assert _standing(mail) == UNWANTED


def test_identifier_that_is_too_long_is_left_out(provider, settings):
    settings.SEMAINIER_URL = f"https://{'a' * 60}.example"

    assert build_message(make_mail())["X-Mailin-custom"] is None


def test_without_a_provider_no_header_is_added(settings):
    message = build_message(make_mail())

    assert {provider.header for provider in PROVIDERS.values()} & set(message) == set()


def test_provider_that_is_not_known_is_refused_in_words(settings):
    settings.MAIL_PROVIDER = "pigeon"

    with pytest.raises(ImproperlyConfigured, match=r"'pigeon' is not known; write brevo, mailjet, postmark"):
        current_provider()


def test_provider_that_is_not_known_costs_no_mail(settings):
    mail = make_mail()
    settings.MAIL_PROVIDER = "pigeon"

    with pytest.raises(ImproperlyConfigured):
        send_due()

    mail.refresh_from_db()
    assert mail.state == State.QUEUED


def test_key_of_the_metadata_is_short_enough_for_postmark():
    assert len(json.loads(PROVIDERS["brevo"].headers("<a@b>")["X-Mailin-custom"]).popitem()[0]) <= 20
