"""Begin a real installation: tables, territories, the federation, and the link for the first head."""

import sys
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from semainier.core.addresses import absolute_url
from semainier.core.errors import Conflict, DomainError
from semainier.core.roles import Place
from semainier.organisations.models import Membership, Organisation
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.services.people import INVITATION_VALID, invite_person
from semainier.territories.services import load_territories

MISUSE = 2


def federation_named(name: str) -> Organisation:
    """Return the federation, made when there is none; refuse when people already work in it."""
    federation = Organisation.objects.filter(kind=Place.FEDERATION).first()
    if federation is None:
        return create_organisation(kind=Place.FEDERATION, name=name, by=None)
    if Membership.objects.filter(organisation=federation).exists():
        message = _("%(name)s is already at work in %(var)s.") % {
            "name": federation.name,
            "var": settings.VAR,
        }
        raise Conflict("setup.done", message, _("Run: semainier serve"))
    return federation


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--federation", help="name of the federation; asked for when it is not given")
        parser.add_argument(
            "--email", help="address of the first person of the head office; asked for likewise"
        )
        parser.add_argument("--name", default="", help="name of that person")
        parser.add_argument("--language", default="fr", choices=[code for code, _label in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEMO:
            message = _("SEMAINIER_DEMO is set: this is a place for the demonstration.")
            raise DomainError("setup.demo", message, _("Unset it, and begin in another folder."))
        name = options["federation"] or self.ask(_("Name of the federation: "), "--federation")
        email = options["email"] or self.ask(
            _("E-mail address of the first person of the head office: "), "--email"
        )
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email}: {error.messages[0]}") from error
        call_command("migrate", interactive=False, verbosity=0)
        load_territories(by=None)
        federation = federation_named(name)
        _invitation, token = invite_person(
            organisation=federation,
            email=email,
            role="head",
            name=options["name"],
            language=options["language"],
            by=None,
        )
        address = absolute_url("organisations:invitation_detail", token, language=options["language"])
        self.stdout.write(_("%(name)s is ready. Start it: semainier serve") % {"name": federation.name})
        told = {"days": INVITATION_VALID.days, "email": email}
        self.stdout.write(_("Then %(email)s opens this link, within %(days)s days, once:") % told)
        self.stdout.write(f"  {address}")

    def ask(self, question: str, option: str) -> str:
        """Ask at the terminal; without one, say which option is missing."""
        if not sys.stdin.isatty():
            raise CommandError(_("Say it with %(option)s.") % {"option": option}, returncode=MISUSE)
        return input(question).strip() or self.ask(question, option)
