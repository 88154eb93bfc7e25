"""French numbers: a narrow no-break space parts the thousands."""

THOUSAND_SEPARATOR = "\u202f"
