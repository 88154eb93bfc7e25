"""Write everything that is kept about a person into a JSON file, for her."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from semainier.accounts import personal_data
from semainier.accounts.queries import find_person, nobody
from semainier.core.files import new_private_file


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, metavar="ADDRESS", help="the person")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="a new file")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        person = find_person(email)
        data = personal_data.export(person) if person else personal_data.export_address(email)
        if not data:
            raise nobody(email)
        target = options["output"].absolute()
        with new_private_file(target) as file:
            text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            file.write(f"{text}\n".encode())
        self.stdout.write(_("%(file)s holds personal data: give it to the person alone.") % {"file": target})
