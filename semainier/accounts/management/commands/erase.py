"""Erase a person, or an address that was only invited: names go, what she declared stays without her name."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.accounts.personal_data import export_address
from semainier.accounts.queries import find_person, nobody, person_with_address
from semainier.accounts.services import erase_address, erase_user
from semainier.core.errors import Conflict, Forbidden
from semainier.core.permissions import Permission
from semainier.core.registry import may_somewhere

MISUSE = 2


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, metavar="ADDRESS", help="the person to erase")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="the person of the head office who answers"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        email, by = options["email"].strip(), person_who_may(options["by"])
        person = find_person(email)
        if person is not None and person.erased_at is not None:
            raise Conflict("person.erased", _("This person is erased already."))
        if person is None and not export_address(email):
            raise nobody(email)
        if not options["yes"]:
            self.ask(email, person)
        changed = erase_user(user=person, by=by) if person else erase_address(email=email, by=by)
        told = {"email": email, "rows": sum(changed.values())}
        self.stdout.write(_("%(email)s is erased. Lines made nameless: %(rows)s.") % told)
        self.stdout.write(_("Archives made before today still hold the name."))

    def ask(self, email: str, person: User | None) -> None:
        """Say what is lost and wait for the address, typed again; raise when it is not."""
        if not sys.stdin.isatty():
            raise CommandError(_("Without a terminal, confirm with --yes."), returncode=MISUSE)
        self.stdout.write(what_is_lost(email, person))
        self.stdout.write(_("Events, commitments and figures stay."))
        if input(_("Write the address again to confirm: ")).strip().lower() != email.lower():
            raise CommandError(_("Nothing was erased."))


def what_is_lost(email: str, person: User | None) -> str:
    if person is None:
        lost = _("Lost for good: invitations and mails to %(email)s, behind which nobody has an account.")
        return lost % {"email": email}
    lost = _("Lost for good: name, address, telephone, roles, passkeys, mails of %(name)s (%(email)s).")
    return lost % {"name": person.name or person.email, "email": person.email}


def person_who_may(email: str) -> User:
    """Return the person who answers for the erasure; raise when she may not."""
    by = person_with_address(email)
    if not may_somewhere(by, Permission.PERSONAL_DATA_MANAGE):
        message = _("%(person)s may not erase a person.") % {"person": by}
        raise Forbidden("erase.forbidden", message, _("Give the address of somebody of the head office."))
    return by
