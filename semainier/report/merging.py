"""Published figures never change, nor who answers for them."""

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler("report.Snapshot", "by", Kind.PERSON, How.KEEP, why="Who took the figures took them."),
]
