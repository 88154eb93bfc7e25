"""From the text of a cell to a value; each raises BadCellError with a code and a sentence."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from semainier.core.search import normalise

Value = TypeVar("Value")
_check_url = URLValidator(schemes=["http", "https"])
_GAPS = re.compile(r"[\s\u00a0\u202f]+")
_FRENCH_MOMENT = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:(?: à|,)?[ T]+(\d{1,2}) ?[:h] ?(\d{2})?(?::\d{2})?)?", re.IGNORECASE
)
_ISO_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MOST_DIGITS = 9  # fits the integer of every database
_SHOWN = 60  # signs of a wrong value that a reason repeats


class BadCellError(Exception):
    """A cell that cannot be read: a stable code, `import.…`, and a sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = f"import.{code}", reason


def text(longest: int) -> Callable[[str], str]:
    """Return a reader of texts of at most so many signs."""

    def read(value: str) -> str:
        if len(value) > longest:
            counts = {"count": len(value), "longest": longest}
            raise BadCellError("too_long", _("%(count)s signs: at most %(longest)s fit.") % counts)
        return value

    return read


def whole_number(value: str) -> int:
    """Read a number without fraction, 0 or more; gaps between thousands are passed over."""
    digits = _GAPS.sub("", value)
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= _MOST_DIGITS):
        raise BadCellError("number", _("“%(text)s” is not a whole number.") % {"text": value[:_SHOWN]})
    return int(digits)


def decimal(limit: int) -> Callable[[str], float]:
    """Return a reader of numbers from -limit to limit, with a point or a comma."""

    def read(value: str) -> float:
        try:
            number = Decimal(value.replace(",", "."))
        except InvalidOperation as error:
            raise BadCellError(
                "number", _("“%(text)s” is not a number.") % {"text": value[:_SHOWN]}
            ) from error
        if number.is_nan() or abs(number) > limit:
            values = {"text": value[:_SHOWN], "limit": limit}
            raise BadCellError("number", _("“%(text)s” is not between -%(limit)s and %(limit)s.") % values)
        return float(number)

    return read


def email(value: str) -> str:
    try:
        validate_email(text(254)(value))
    except ValidationError as error:
        reason = _("“%(text)s” is not an e-mail address.") % {"text": value[:_SHOWN]}
        raise BadCellError("email", reason) from error
    return value


def url(value: str) -> str:
    """Read a web address; without a scheme it is https, as in the forms."""
    address = text(200)(value if "://" in value else f"https://{value}")
    try:
        _check_url(address)
    except ValidationError as error:
        reason = _("“%(text)s” is not a web address.") % {"text": value[:_SHOWN]}
        raise BadCellError("url", reason) from error
    return address


def postcode(value: str) -> str:
    if re.fullmatch(r"[0-9]{5}", value):
        return value
    if re.fullmatch(r"[0-9]{4}", value):
        reason = _("The postcode %(text)s has lost its leading zero: write 0%(text)s.")
        raise BadCellError("postcode_lost_zero", reason % {"text": value})
    reason = _("“%(text)s” is not a postcode of five digits.") % {"text": value[:_SHOWN]}
    raise BadCellError("postcode", reason)


def choice(known: Mapping[str, Value], code: str, reason: str) -> Callable[[str], Value]:
    """Return a reader of one of the known values, named by comparable words; `reason` may hold %(text)s."""

    def read(value: str) -> Value:
        if (found := known.get(normalise(value))) is None:
            raise BadCellError(code, reason % {"text": value[:_SHOWN]})
        return found

    return read


def moment(value: str) -> dt.datetime:
    """Read a day and an hour: naive as written, aware when it gives an offset."""
    french, iso = _FRENCH_MOMENT.fullmatch(value), _ISO_MOMENT.fullmatch(value)
    if (french and french[4] is None) or (iso and iso[1] is None):
        raise BadCellError("hour_missing", _("The hour is missing: write 08/06/2013 14:30."))
    try:
        return _french(french) if french else dt.datetime.fromisoformat(value if iso else "")
    except ValueError as error:
        reason = _("“%(text)s” is not a day and an hour: write 08/06/2013 14:30.") % {"text": value[:_SHOWN]}
        raise BadCellError("moment", reason) from error


def _french(match: re.Match[str]) -> dt.datetime:
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 -- the place gives the zone


def siren(value: str) -> str:
    """Read a number written with gaps; whether it is a SIREN is for the register to say."""
    return _GAPS.sub("", text(20)(value))
