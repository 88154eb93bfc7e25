"""The parts that a visitor of the demonstration may play."""

from django.utils.translation import gettext_lazy as _

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler("demo.DemoPerson", "user", Kind.PERSON, How.MOVE, label=_("parts of the demonstration")),
]
