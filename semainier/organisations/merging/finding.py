"""The search for duplicates: read the facts, compare, keep the pairs; what a person called different stays away."""

import re
from collections import defaultdict
from typing import Any

from django.db import transaction

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.batches import batched
from semainier.core.merging import Kind
from semainier.core.roles import Place
from semainier.core.search import normalise
from semainier.organisations.merging.candidates import (
    Facts,
    Likeness,
    Pairs,
    alike_organisations,
    alike_people,
    mailbox_mark,
    plain_name,
)
from semainier.organisations.merging.subjects import TABLES
from semainier.organisations.models import Alias, Membership, Organisation, Pair, Reason
from semainier.organisations.siren import LENGTH, has_valid_key

FIND_EVERY_SECONDS = 24 * 60 * 60
_BATCH = 500
_PHONE_DIGITS = 9
_ADDRESS = re.compile(r"\d.*[a-z]|[a-z].*\d")


def find_duplicates(*, by: User | None = None) -> int:
    """Look for organisations and people who are there twice; return how many pairs are to be looked at.

    Run each night and at a button. Reads every active organisation and person once; 10,000 take seconds.
    """
    found = _keep(Kind.ORGANISATION, alike_organisations(_organisations()))
    found += _keep(Kind.PERSON, alike_people(_people()))
    if by is not None:
        record(by=by, verb="duplicates.searched", data={"pairs": found})
    return found


@transaction.atomic
def _keep(kind: Kind, alike: Pairs) -> int:
    """Make the table of pairs say what was found; return how many pairs stand. Five queries and those of the batches."""
    table: Any = TABLES[kind].pair.objects
    known: dict[tuple[int, int], Any] = {(pair.first_id, pair.second_id): pair for pair in table.all()}
    different = _called_different(kind, known.values())
    wanted = {pair: likeness for pair, likeness in alike.items() if pair not in different}
    now = clock.now()
    new = [
        TABLES[kind].pair(first_id=first, second_id=second, found_at=now, **_columns(likeness))
        for (first, second), likeness in wanted.items()
        if (first, second) not in known
    ]
    table.bulk_create(new, batch_size=_BATCH, ignore_conflicts=True)
    changed = [_changed(known[pair], likeness) for pair, likeness in wanted.items() if pair in known]
    table.bulk_update([pair for pair in changed if pair], ["reasons", "score"], batch_size=_BATCH)
    gone = [pair.pk for ids, pair in known.items() if ids not in wanted and pair.dismissed_at is None]
    for some in batched(gone, _BATCH):
        table.filter(pk__in=some, dismissed_at__isnull=True).delete()
    return len(wanted)


def _called_different(kind: Kind, pairs: Any) -> set[tuple[int, int]]:
    """Return the pairs that a person dismissed, by those who stand for them now."""
    subjects = TABLES[kind].subject.objects.filter(merged_into__isnull=False)
    stands_for: dict[int, int] = dict(subjects.values_list("pk", "merged_into_id"))
    different = set()
    for pair in pairs:
        if pair.dismissed_at is not None:
            first, second = (stands_for.get(key, key) for key in (pair.first_id, pair.second_id))
            different |= {(pair.first_id, pair.second_id), (min(first, second), max(first, second))}
    return different


def _columns(likeness: Likeness) -> dict[str, Any]:
    return {"reasons": " ".join(likeness.reasons), "score": likeness.score}


def _changed(pair: Pair, likeness: Likeness) -> Pair | None:
    """Return the pair with what is known of it now, None when nothing is new."""
    columns = _columns(likeness)
    if all(getattr(pair, name) == value for name, value in columns.items()):
        return None
    for name, value in columns.items():
        setattr(pair, name, value)
    return pair


def _organisations() -> list[Facts]:
    """Return the facts of the active members and associations. Two queries."""
    names: dict[int, list[str]] = defaultdict(list)
    for key, name in Alias.objects.order_by().values_list("organisation_id", "name"):
        names[key].append(name)
    found = Organisation.objects.active().exclude(kind=Place.FEDERATION).order_by("pk")
    columns = ("pk", "kind", "name", "legal_name", "department_id", "siren", "external_id", "address", "postcode",
               "email", "phone")  # fmt: skip
    return [_facts_of(row, names[row["pk"]]) for row in found.values(*columns).iterator(_BATCH)]


def _facts_of(row: dict[str, Any], other_names: list[str]) -> Facts:
    names = dict.fromkeys(
        plain_name(normalise(name)) for name in (row["name"], row["legal_name"], *other_names)
    )
    marks = {
        (Reason.SIREN, _siren_within(row["siren"] or row["external_id"])),
        (Reason.SIREN, _siren_within(row["external_id"])),
        (Reason.ADDRESS, _house(row["address"], row["postcode"])),
        (Reason.MAILBOX, row["email"].casefold()),
        (Reason.PHONE, _digits(row["phone"])),
    }
    return Facts(
        key=row["pk"],
        names=tuple(name for name in names if name),
        kind=row["kind"],
        group=row["department_id"] or "",
        siren=row["siren"],
        marks=frozenset((reason, value) for reason, value in marks if value),
    )


def _people() -> list[Facts]:
    """Return the facts of the people who can sign in. Two queries."""
    acts: dict[int, list[int]] = defaultdict(list)
    standing = Membership.objects.filter(ended_at__isnull=True).order_by()
    for user, organisation in standing.values_list("user_id", "organisation_id"):
        acts[user].append(organisation)
    found = User.objects.filter(is_active=True, erased_at__isnull=True).order_by("pk")
    return [
        Facts(
            key=key,
            names=tuple(filter(None, [normalise(name)])),
            marks=frozenset(
                (reason, value)
                for reason, value in (
                    (Reason.MAILBOX, mailbox_mark(email)),
                    (Reason.PHONE, _digits(phone)),
                    *((Reason.COLLEAGUE, str(organisation)) for organisation in acts[key]),
                )
                if value
            ),
        )
        for key, name, email, phone in found.values_list("pk", "name", "email", "phone").iterator(_BATCH)
    ]


def _siren_within(text: str) -> str:
    """Return the SIREN that a number begins with: the number of an establishment (SIRET) goes on after it."""
    number = "".join(text.split())[:LENGTH]
    return number if has_valid_key(number) else ""


def _house(address: str, postcode: str) -> str:
    """Return an address that names a house: a town or a street alone is shared by many."""
    plain = normalise(address)
    return f"{plain} {postcode}" if postcode and _ADDRESS.search(plain) else ""


def _digits(phone: str) -> str:
    """Return the last nine digits of a telephone number, however it is written; empty when it is shorter."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else ""
