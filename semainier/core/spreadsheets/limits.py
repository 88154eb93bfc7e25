"""What a file may cost at most, and how a file that breaks a bound is refused."""

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_ENTRIES = 2_000  # files inside an archive
# Unpacked size over packed size; tables of figures reach 20, bombs 1,000. Small archives are not judged.
MAX_RATIO = 150
SMALL_BYTES = 4 * 1024 * 1024
MAX_LINE_BYTES = 1024 * 1024  # one line of a CSV, one row of XML
MAX_ROWS = 50_000
MAX_COLUMNS = 100


def bad_file(code: str, message: str, next_step: str = "") -> DomainError:
    """Return the refusal of a whole file: `spreadsheet.<code>`."""
    return DomainError(
        f"spreadsheet.{code}",
        message,
        next_step or _("Save it again from your spreadsheet as CSV UTF-8, XLSX or ODS."),
    )


def line_too_long(number: int) -> DomainError:
    return bad_file(
        "line_too_long",
        _("Line %(line)s is longer than 1 MB: this is not a table.") % {"line": number},
        _("Open the file and look at that line; each organisation or event has its own line."),
    )


def unreadable() -> DomainError:
    return bad_file("unreadable", _("The file is damaged and cannot be read to its end."))


def not_a_table() -> DomainError:
    return bad_file("not_a_table", _("This file is not a table: we read CSV, XLSX and ODS."))
