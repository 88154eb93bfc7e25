"""The journal tells what was done, by whom, for whom, at that time: a merge changes none of it."""

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler(
        "audit.AuditEntry",
        "actor",
        Kind.PERSON,
        How.KEEP,
        why="Who acted is who acted; the old account keeps its line, and is erased with the survivor.",
    ),
    Handler(
        "audit.AuditEntry",
        "organisation_id",
        Kind.ORGANISATION,
        How.KEEP,
        why="A line says for whom something was done on that day.",
    ),
]
