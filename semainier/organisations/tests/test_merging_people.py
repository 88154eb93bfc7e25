"""Two accounts of one person become one: both addresses open it, roles follow, what was done stays as it was."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from semainier.accounts import personal_data
from semainier.accounts.models import User
from semainier.accounts.queries import person_with_address
from semainier.accounts.services import erase_user, get_or_create_user
from semainier.audit.models import AuditEntry
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event
from semainier.mailings.leaving import normal_email
from semainier.mailings.models import Mail, OptOut
from semainier.organisations.merging.services import merge, undo_merge
from semainier.organisations.models import Organisation, PersonMerge
from semainier.organisations.services.people import add_member, invite_person


@pytest.fixture
def double(org_b: Organisation) -> User:
    """Alice under another address, acting for organisation B."""
    user = get_or_create_user(email="Alice@autre.example", name="Alice", by=None)
    add_member(organisation=org_b, user=user, role="communicator", by=None)
    return user


def sign_in(email: str) -> Client:
    cache.clear()
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": email})
    mail = Mail.objects.filter(kind="sign_in_code", recipient_email=email).latest("pk")
    code = re.search(r"\b([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\b", mail.body_text)
    client.post(reverse("account_confirm_login_code"), {"code": code[1] if code else ""})
    return client


def signed_in_as(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def test_both_addresses_open_the_one_account(alice: User, double: User):
    merge(survivor=alice, loser=double, by=None)

    assert signed_in_as(sign_in(double.email)) == alice.pk
    assert signed_in_as(sign_in(alice.email)) == alice.pk
    alice.refresh_from_db()
    assert alice.email != double.email


def test_who_signed_in_before_still_does_by_both(alice: User, double: User):
    for user in (alice, double):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    merge(survivor=alice, loser=double, by=None)

    assert signed_in_as(sign_in(double.email)) == alice.pk
    rows = EmailAddress.objects.filter(user=alice).order_by("pk").values_list("email", "primary", "verified")
    assert list(rows) == [(alice.email, True, True), (double.email, False, True)]


def test_an_unproved_address_counts_as_proved_by_the_merge(alice: User, double: User):
    EmailAddress.objects.create(user=double, email=double.email, verified=False, primary=True)

    merge(survivor=alice, loser=double, by=None)

    assert EmailAddress.objects.get(user=alice).verified
    assert signed_in_as(sign_in(double.email)) == alice.pk


def test_the_session_of_the_other_account_ends_and_begins_again(alice: User, double: User):
    client = sign_in(double.email)
    made = merge(survivor=alice, loser=double, by=None)
    assert client.get(reverse("accounts:profile")).status_code == 302

    undo_merge(merge=made, by=None)

    assert client.get(reverse("accounts:profile")).status_code == 200
    assert signed_in_as(sign_in(double.email)) == double.pk


def test_the_person_acts_for_both_organisations(
    alice: User, double: User, org_a: Organisation, org_b: Organisation
):
    made = merge(survivor=alice, loser=double, by=None)
    assert set(alice.memberships.values_list("organisation", "role")) == {
        (org_a.pk, "referent"), (org_b.pk, "communicator"),
    }  # fmt: skip

    undo_merge(merge=made, by=None)
    assert alice.memberships.get().organisation == org_a
    assert double.memberships.get().organisation == org_b


def test_who_wrote_and_acted_stays_on_record(
    alice: User, double: User, make_event: Callable[..., Event], org_a: Organisation
):
    invitation, _secret = invite_person(
        organisation=org_a, email="x@x.example", role="communicator", by=double
    )
    key = Authenticator.objects.create(user=double, type="webauthn", data={})

    merge(survivor=alice, loser=double, by=None)

    invitation.refresh_from_db()
    key.refresh_from_db()
    assert (invitation.invited_by, key.user) == (double, double)
    assert AuditEntry.objects.filter(actor=double, verb="person.invited").exists()


def test_what_is_sent_to_the_other_address_reaches_the_survivor(alice: User, double: User):
    merge(survivor=alice, loser=double, by=None)

    assert get_or_create_user(email=double.email.upper(), by=None) == alice
    assert person_with_address(double.email) == alice


def test_what_one_address_left_the_other_is_not_sent(alice: User, double: User):
    for user, topic in ((double, "rally"), (double, "news"), (alice, "news")):
        OptOut.objects.create(email=normal_email(user.email), topic=topic)

    made = merge(survivor=alice, loser=double, by=None)
    assert set(OptOut.objects.filter(email=alice.email).values_list("topic", flat=True)) == {"rally", "news"}

    undo_merge(merge=made, by=None)
    assert OptOut.objects.get(email=alice.email).topic == "news"


def test_empty_fields_are_filled(alice: User, double: User):
    User.objects.filter(pk=double.pk).update(phone="0556000000", name="Alice B.")
    double.refresh_from_db()

    merge(survivor=alice, loser=double, by=None)

    alice.refresh_from_db()
    assert (alice.name, alice.phone) == ("Alice", "0556000000")


@pytest.mark.parametrize(
    ("code", "fields"),
    [("merging.inactive", {"is_active": False}), ("merging.erased", {"erased_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})],
)  # fmt: skip
def test_who_cannot_sign_in_takes_nobody_over(
    alice: User, double: User, code: str, fields: dict[str, object]
):
    User.objects.filter(pk=alice.pk).update(**fields)
    alice.refresh_from_db()

    with pytest.raises(DomainError) as caught:
        merge(survivor=alice, loser=double, by=None)

    assert caught.value.code == code


def test_nobody_merges_her_own_account_away(fede: User, alice: User):
    with pytest.raises(Conflict) as caught:
        merge(survivor=alice, loser=fede, by=fede)

    assert caught.value.code == "merging.yourself"


def test_erasing_the_survivor_forgets_the_other_account_and_the_way_back(alice: User, double: User):
    made = merge(survivor=alice, loser=double, by=None)

    erase_user(user=alice, by=None)

    double.refresh_from_db()
    made = PersonMerge.objects.get()
    assert (double.email, double.erased_at is None) == (f"efface-{double.pk}@invalid.example", False)
    assert made.journal == []
    assert not AuditEntry.objects.filter(object_label__contains="alice").exists()
    with pytest.raises(Conflict, match="30"):
        undo_merge(merge=made, by=None)


def test_erasing_a_person_empties_the_journals_that_hold_her_rows(
    alice: User, org_a: Organisation, org_b: Organisation
):
    add_member(organisation=org_b, user=alice, role="referent", by=None)
    made = merge(survivor=org_a, loser=org_b, by=None)
    other = merge(survivor=org_a, loser=_third(org_a), by=None)

    erase_user(user=alice, by=None)

    for one in (made, other):
        one.refresh_from_db()
    assert (made.journal, other.journal_purged_at) == ([], None)


def _third(organisation: Organisation) -> Organisation:
    return Organisation.objects.create(name="Troisième", department=organisation.department)


def test_her_data_covers_the_other_account(alice: User, double: User):
    merge(survivor=alice, loser=double, by=None)

    given = personal_data.export(alice)

    assert [one["person"]["email"] for one in given["merging"]["merged_accounts"]] == [double.email]
