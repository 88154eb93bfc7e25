"""Members of the federation from a spreadsheet: checked, then written by the services of the forms."""

from semainier.organisations.imports.columns import COLUMNS, row_of
from semainier.organisations.imports.run import import_organisations

__all__ = ["COLUMNS", "import_organisations", "row_of"]
