"""Mails follow their person and their organisation; the address they went to is theirs."""

from django.utils.translation import gettext_lazy as _

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler("mailings.Mail", "user", Kind.PERSON, How.MOVE, label=_("mails")),
    Handler("mailings.Mail", "organisation_id", Kind.ORGANISATION, How.MOVE, label=_("mails")),
]
