"""What becomes of segments, sendings and recipients when two organisations or people are one."""

from django.utils.translation import gettext_lazy as _

from semainier.core.merging import Handler, How, Kind

_FROZEN = "Recipients are frozen: the row says whom the mail was addressed to on that day."

HANDLERS = [
    Handler("rally.OrganisationTag", "organisation", Kind.ORGANISATION, How.MOVE, label=_("tags")),
    Handler("rally.Segment", "association", Kind.ORGANISATION, How.MOVE),
    Handler("rally.MessageTemplate", "association", Kind.ORGANISATION, How.MOVE),
    Handler("rally.Sending", "association", Kind.ORGANISATION, How.MOVE),
    Handler("rally.Recipient", "organisation", Kind.ORGANISATION, How.KEEP, why=_FROZEN),
    # So that what she was sent before is counted, under whichever address.
    Handler("rally.Recipient", "user", Kind.PERSON, How.MOVE, label=_("mails to her")),
    Handler("rally.Segment", "created_by", Kind.PERSON, How.KEEP, why="Who made it made it."),
    Handler("rally.MessageTemplate", "created_by", Kind.PERSON, How.KEEP, why="Who wrote it wrote it."),
    Handler("rally.Sending", "confirmed_by", Kind.PERSON, How.KEEP, why="Who confirmed it answers for it."),
    Handler("rally.Sending", "cancelled_by", Kind.PERSON, How.KEEP, why="Who cancelled it cancelled it."),
    Handler("rally.AutomaticReminder", "set_by", Kind.PERSON, How.KEEP, why="Who turned it on turned it on."),
]
