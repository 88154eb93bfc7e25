"""What a line of the journal tells besides its verb, in words: names of details, and their values."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.campaigns.models import ContactChannel, GoalKind, Phase
from semainier.core.clock import PARIS
from semainier.core.roles import ROLES
from semainier.core.words import UNKNOWN, day_words, hour_words, number
from semainier.events.models import Status
from semainier.mailings.states import State

Words = Mapping[str, str | Promise]

# A detail that is a field of the thing itself bears the name of the field; the others are named here.
KEYS: dict[str, str | Promise] = {
    "accounts": pgettext_lazy("detail", "sign-in"),
    "alert": pgettext_lazy("detail", "report"),
    "alias": pgettext_lazy("detail", "other name"),
    "aliases": pgettext_lazy("detail", "older names"),
    "answer": pgettext_lazy("detail", "answer"),
    "attachments": pgettext_lazy("detail", "attachments to a region"),
    "attendance": pgettext_lazy("detail", "people who came"),
    "audit": pgettext_lazy("detail", "journal"),
    "batch": pgettext_lazy("detail", "mailing"),
    "campaigns": pgettext_lazy("detail", "commitments"),
    "changed": pgettext_lazy("detail", "changed"),
    "channel": pgettext_lazy("detail", "by"),
    "charter": pgettext_lazy("detail", "version of the charter"),
    "code": pgettext_lazy("detail", "code"),
    "communes": pgettext_lazy("detail", "communes"),
    "created": pgettext_lazy("detail", "new"),
    "departments": pgettext_lazy("detail", "departments"),
    "events": pgettext_lazy("detail", "events"),
    "from": pgettext_lazy("detail", "from"),
    "from_desk": pgettext_lazy("detail", "written by the desk"),
    "held": pgettext_lazy("detail", "held"),
    "intercommunalities": pgettext_lazy("detail", "intercommunal bodies"),
    "into": pgettext_lazy("detail", "into"),
    "kind": pgettext_lazy("detail", "kind"),
    "label": pgettext_lazy("detail", "name"),
    "last_error": pgettext_lazy("detail", "last failure"),
    "latitude": pgettext_lazy("detail", "latitude"),
    "leaves_at": pgettext_lazy("detail", "leaves on"),
    "longitude": pgettext_lazy("detail", "longitude"),
    "mailings": pgettext_lazy("detail", "mails"),
    "mails": pgettext_lazy("detail", "mails"),
    "matter": pgettext_lazy("detail", "about"),
    "memberships_ended": pgettext_lazy("detail", "people who no longer act"),
    "merging": pgettext_lazy("detail", "merges"),
    "message": pgettext_lazy("detail", "message"),
    "minutes": pgettext_lazy("detail", "minutes before"),
    "name": pgettext_lazy("detail", "name"),
    "name_en": pgettext_lazy("detail", "name in English"),
    "need": pgettext_lazy("detail", "help with"),
    "new": pgettext_lazy("detail", "new"),
    "note": pgettext_lazy("detail", "note"),
    "on": pgettext_lazy("detail", "on"),
    "order": pgettext_lazy("detail", "order"),
    "organisations": pgettext_lazy("detail", "organisations"),
    "pairs": pgettext_lazy("detail", "pairs"),
    "parent": pgettext_lazy("detail", "part of"),
    "participants": pgettext_lazy("detail", "organisations taking part"),
    "person": pgettext_lazy("detail", "person"),
    "previous": pgettext_lazy("detail", "edition before"),
    "rally": pgettext_lazy("detail", "reminders"),
    "reason": pgettext_lazy("detail", "reason"),
    "refused": pgettext_lazy("detail", "refused"),
    "regions": pgettext_lazy("detail", "regions"),
    "report": pgettext_lazy("detail", "figures kept"),
    "role": pgettext_lazy("detail", "role"),
    "sessions": pgettext_lazy("detail", "dates"),
    "source": pgettext_lazy("detail", "source"),
    "staff": pgettext_lazy("detail", "imports"),
    "state": pgettext_lazy("detail", "state"),
    "stopped": pgettext_lazy("detail", "mails stopped"),
    "successor": pgettext_lazy("detail", "successor"),
    "suspended_at": pgettext_lazy("detail", "suspended since"),
    "tag": pgettext_lazy("detail", "tag"),
    "text": pgettext_lazy("detail", "text"),
    "themes": pgettext_lazy("detail", "themes"),
    "to": pgettext_lazy("detail", "to"),
    "topic": pgettext_lazy("detail", "topic"),
    "trouble": pgettext_lazy("detail", "trouble"),
    "unchanged": pgettext_lazy("detail", "unchanged"),
    "version": pgettext_lazy("detail", "version"),
    "was": pgettext_lazy("detail", "before"),
    "why": pgettext_lazy("detail", "why"),
    "words": pgettext_lazy("detail", "words"),
}
# Codes of a detail, where the thing has no field of that name.
VALUES: dict[tuple[str, str], Words] = {
    ("edition.phase_set", "from"): dict(Phase.choices),
    ("edition.phase_set", "to"): dict(Phase.choices),
    ("event.status_set", "from"): dict(Status.choices),
    ("event.status_set", "to"): dict(Status.choices),
    ("mail.resent", "was"): dict(State.choices),
}
CODES: dict[str, Words] = {
    "channel": dict(ContactChannel.choices),
    "role": {code: role.name for code, role in ROLES.items()},
    "why": {
        "late": _("nobody answered in time"),
        "nobody_moderates": _("nobody moderates in this region"),
    },
}
LARGEST = 10**15  # beyond, it is no figure but a key
TRUTH: dict[str, str | Promise] = {
    "True": pgettext_lazy("value", "yes"),
    "False": pgettext_lazy("value", "no"),
    "None": UNKNOWN,
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the details of one line: its verb, the kind of its thing, the names of organisations by number."""

    verb: str
    object_type: str
    names: Mapping[int, str]

    def key(self, key: str) -> str:
        """Return the name of a detail in words."""
        if self.verb == "edition.goals_set" and key in GoalKind.values:
            return str(GoalKind(key).label)
        return key_words(key, self.object_type)

    def value(self, key: str, value: Any) -> str:
        """Return a value in words."""
        if isinstance(value, dict):
            return ", ".join(f"{self.key(name)} {self.value(name, part)}" for name, part in value.items())
        if numbers := numbers_of_organisations(key, value):
            return ", ".join(self.names.get(one, UNKNOWN) for one in numbers)
        if isinstance(value, list):
            return ", ".join(self.value(key, part) for part in value)
        if is_number(value) and abs(value) < LARGEST:
            return number(value)
        text = str(value)
        return str(self._codes(key).get(text) or TRUTH.get(text) or moment_words(text))

    def _codes(self, key: str) -> Words:
        if found := VALUES.get((self.verb, key)):
            return found
        field = field_of(key, self.object_type)
        return dict(field.flatchoices) if field is not None and field.choices else CODES.get(key, {})


def key_words(key: str, object_type: str = "") -> str:
    """Return the name of a detail, or of a field of a kind of thing, in words. No query."""
    field = field_of(key, object_type)
    if field is not None and isinstance(field.verbose_name, Promise):
        return str(field.verbose_name)
    return str(KEYS.get(key, key))


def moment_words(text: str) -> str:
    """Return a text with the days and moments in it told in words, in the time of Paris."""
    return MOMENT.sub(lambda found: _moment(found[0]), text)


def is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def numbers_of_organisations(key: str, value: Any) -> list[int]:
    """Return the numbers of organisations in a detail: a list of them, or the one that took over. A count is none."""
    if key == "organisations" and isinstance(value, list):
        return [one for one in value if is_number(one)]
    return [value] if key == "successor" and is_number(value) else []


def organisations_in(data: Mapping[str, Any]) -> set[int]:
    """Return the numbers of organisations that the details of a line hold."""
    return {one for key, value in data.items() for one in numbers_of_organisations(key, value)}


def field_of(key: str, object_type: str) -> "Field[Any, Any] | None":
    """Return the field of this name of a kind of thing (`app.model`), None where there is none."""
    try:
        field = apps.get_model(object_type)._meta.get_field(key)
    except (FieldDoesNotExist, LookupError, ValueError):
        return None
    return field if isinstance(field, Field) else None


def _moment(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == len("2026-06-07"):
        return day_words(moment.date(), weekday=False, year=True)
    local = moment.astimezone(PARIS) if moment.tzinfo else moment
    return f"{day_words(local.date(), weekday=False, year=True)}, {hour_words(local.time())}"
