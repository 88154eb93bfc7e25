"""Files that were imported keep the name of who sent and applied them."""

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler("staff.ImportRun", "uploaded_by", Kind.PERSON, How.KEEP, why="Who sent the file sent it."),
    Handler("staff.ImportRun", "applied_by", Kind.PERSON, How.KEEP, why="Who applied the file applied it."),
]
