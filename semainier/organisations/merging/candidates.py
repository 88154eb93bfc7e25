"""Who looks like whom: pure rules on a few facts of each, no database.

Only those that share a key are compared (a word of the name, its beginning or end, a telephone…), so that ten thousand
take seconds. A key that very many share tells nothing and is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from rapidfuzz import fuzz

from semainier.organisations.models import Reason
from semainier.organisations.siren import LENGTH

# Words that half of the network bears: two names are compared without them.
COMMON = frozenset(
    {
        "sa", "sahlm", "hlm", "oph", "opac", "office", "public", "societe", "anonyme", "cooperative", "scic", "coop",
        "de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "pour",
    }
)  # fmt: skip
# Of 100: names written a little differently, in one department or organisation; names of any department; told otherwise.
NEAR, NEARER, FAINT = 90, 96, 70
SCORES = {
    Reason.SIREN: 97,
    Reason.MAILBOX: 85,
    Reason.PHONE: 75,
    Reason.ADDRESS: 70,
    Reason.COLLEAGUE: 60,
}
PER_REASON = 3
# More than so many with one key: a head office's switchboard, a word like « habitat ».
CROWD = 60
# Mailboxes that tell what is done there, not who reads them.
SHARED_MAILBOXES = frozenset(
    {
        "contact", "info", "infos", "accueil", "communication", "com", "direction", "secretariat", "siege", "mairie",
        "admin", "bonjour",
    }
)  # fmt: skip
_STEM = 5
_SHORTEST_WORD = 3
_SHORTEST_MAILBOX = 4
_WRONG_DIGITS = 2

Pairs = dict[tuple[int, int], "Likeness"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one. `names` are in comparable form, without common words; `marks` must agree exactly."""

    key: int
    names: tuple[str, ...]
    kind: str = ""  # a member and its association may share name, house and number: kinds are not compared
    group: str = ""  # department of an organisation
    siren: str = ""
    marks: frozenset[tuple[Reason, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two look alike, and how much, of 100."""

    score: int
    reasons: tuple[Reason, ...] = field(default=())


def plain_name(text: str) -> str:
    """Return a comparable name without common words; as it is where nothing else would be left."""
    words = text.split()
    kept = [word for word in words if word not in COMMON]
    return " ".join(kept or words)


def alike_organisations(records: Iterable[Facts]) -> Pairs:
    """Return the organisations that look alike, the lower key first."""
    return _compared(records, _keys_of_organisation, _like_organisations)


def alike_people(records: Iterable[Facts]) -> Pairs:
    """Return the people who look alike, the lower key first. A name alone is no reason: namesakes are many."""
    return _compared(records, _keys_of_person, _like_people)


def likeness_of_names(one: Facts, other: Facts) -> int:
    """Return how much the likest of both names are alike, of 100; 0 when their numbers differ (Habitat 44, 76)."""
    return max(
        (
            int(fuzz.token_sort_ratio(a, b))
            for a in one.names
            for b in other.names
            if a and b and _numbers(a) == _numbers(b)
        ),
        default=0,
    )


def _compared(
    records: Iterable[Facts],
    keys_of: Callable[[Facts], Iterable[str]],
    like: Callable[[Facts, Facts], Likeness | None],
) -> Pairs:
    by_key = {facts.key: facts for facts in _without_crowds(list(records))}
    blocks: dict[str, list[int]] = defaultdict(list)
    for facts in by_key.values():
        for key in set(keys_of(facts)):
            blocks[f"{facts.kind} {key}"].append(facts.key)
    together = {
        pair
        for block in blocks.values()
        if 1 < len(block) <= CROWD
        for pair in combinations(sorted(block), 2)
    }
    found = ((pair, like(by_key[pair[0]], by_key[pair[1]])) for pair in sorted(together))
    return {pair: likeness for pair, likeness in found if likeness}


def _without_crowds(records: list[Facts]) -> Iterator[Facts]:
    """Leave out the marks that very many share, but for the organisation in which people are colleagues."""
    count = Counter(mark for facts in records for mark in facts.marks)
    crowded = {mark for mark, n in count.items() if n > CROWD and mark[0] is not Reason.COLLEAGUE}
    for facts in records:
        yield replace(facts, marks=facts.marks - crowded) if facts.marks & crowded else facts


def _keys_of_person(facts: Facts) -> Iterator[str]:
    for reason, value in facts.marks:
        yield f"{reason} {value}"
        for name in facts.names:  # where many are colleagues
            yield from (f"{reason} {value} {word}" for word in _long_words(name))


def _keys_of_organisation(facts: Facts) -> Iterator[str]:
    for reason, value in facts.marks:
        yield f"{reason} {value}"
    if facts.siren:
        yield f"siren {facts.siren[:_STEM]}"
        yield f"siren …{facts.siren[-_STEM:]}"
    for name in facts.names:
        compact = name.replace(" ", "")
        # With the department too: a word that the whole country uses still tells something in one place.
        for key in (compact[:_STEM], f"…{compact[-_STEM:]}", *_long_words(name)):
            yield f"name {key}"
            yield f"name {key} {facts.group}"


def _like_organisations(one: Facts, other: Facts) -> Likeness | None:
    reasons = {reason for reason, _value in one.marks & other.marks}
    names = likeness_of_names(one, other)
    near = NEAR if one.group == other.group else NEARER
    if names >= near:
        reasons.add(Reason.NAME)
    if names >= FAINT and _near_sirens(one.siren, other.siren):
        reasons.add(Reason.SIREN)
    return _likeness(reasons, names)


def _like_people(one: Facts, other: Facts) -> Likeness | None:
    reasons = {reason for reason, _value in one.marks & other.marks}
    names = likeness_of_names(one, other)
    unnamed = not (any(one.names) and any(other.names))
    if names >= NEAR and reasons:
        return _likeness(reasons | {Reason.NAME}, names)
    told_enough = unnamed and Reason.MAILBOX in reasons
    return _likeness(reasons, names) if told_enough else None


def _likeness(reasons: set[Reason], names: int) -> Likeness | None:
    if not reasons:
        return None
    best = max(names if reason is Reason.NAME else SCORES[reason] for reason in reasons)
    ordered = tuple(reason for reason in Reason if reason in reasons)
    return Likeness(min(100, best + PER_REASON * (len(ordered) - 1)), ordered)


def _near_sirens(one: str, other: str) -> bool:
    """Whether two numbers differ as one does who copies: two digits at most, exchanged or wrong.

    One wrong digit cannot be: the key of the number would not match.
    """
    if len(one) != LENGTH or len(other) != LENGTH or one == other:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= _WRONG_DIGITS


def _long_words(name: str) -> list[str]:
    return [word[: _STEM + 1] for word in name.split() if len(word) >= _SHORTEST_WORD]


def _numbers(name: str) -> list[str]:
    return sorted(word for word in name.split() if word.isdigit())


def mailbox_mark(email: str) -> str:
    """Return the part of an address that names a person, empty when it names a desk or is too short to tell."""
    local = email.partition("@")[0].partition("+")[0].casefold()
    return "" if local in SHARED_MAILBOXES or len(local) < _SHORTEST_MAILBOX else local
