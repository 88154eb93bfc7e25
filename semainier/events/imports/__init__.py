"""Events of an edition from a spreadsheet: checked, then written by the services of the forms."""

from semainier.events.imports.columns import COLUMNS
from semainier.events.imports.run import import_events

__all__ = ["COLUMNS", "import_events"]
