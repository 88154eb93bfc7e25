"""Writes: load the shipped territories, take over an operator's own centres of communes."""

from semainier.territories.services.centres import CentreReport, RefusedCentre, import_communes
from semainier.territories.services.load import SHIPPED, Tally, load_territories

__all__ = ["SHIPPED", "CentreReport", "RefusedCentre", "Tally", "import_communes", "load_territories"]
