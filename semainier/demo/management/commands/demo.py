"""Make the demonstration network once, then serve it; a second start keeps what visitors changed."""

import os
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from semainier.core import clock
from semainier.core.management.commands.serve import refuse_address
from semainier.core.words import day_words
from semainier.demo.models import DemoMark, Stage
from semainier.demo.queries import is_demo
from semainier.demo.services import deliver_mails, make_demo, refuse_foreign, remove_demo


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=Stage.values, help=_("where the current edition stands"))
        parser.add_argument(
            "--reset", action="store_true", help=_("remove the demonstration and begin again")
        )
        parser.add_argument("--no-serve", action="store_true", help=_("only make it"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            os.environ["SEMAINIER_DEMO"] = "1"
            settings.DEMO = True
            refuse_address()  # before a minute's work
        settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_foreign()
        if options["reset"]:
            remove_demo()
        was_there = is_demo()
        call_command("migrate", interactive=False, verbosity=0)
        if was_there:
            self.say_kept(options["stage"])
        else:
            self.make(Stage(options["stage"] or Stage.OPEN))
        if not options["no_serve"]:
            call_command("serve")

    def make(self, stage: Stage) -> None:
        self.stdout.write(_("Making the demonstration network: one minute at most."))
        begun = time.monotonic()
        make_demo(stage=stage, today=clock.today())
        if settings.DEMO:  # what the pages of the demonstration read
            deliver_mails()
        seconds = round(time.monotonic() - begun)
        self.stdout.write(_("The demonstration network is there (%(seconds)s s).") % {"seconds": seconds})

    def say_kept(self, asked: str | None) -> None:
        mark = DemoMark.objects.get()
        made = {"day": day_words(mark.today, weekday=False, year=True), "stage": mark.get_stage_display()}
        self.stdout.write(_("Demonstration of %(day)s, stage “%(stage)s”: what was changed is kept.") % made)
        if asked and asked != mark.stage:
            self.stdout.write(
                _("The stage is chosen when the demonstration is made; this one stays as it is.")
            )
        self.stdout.write(_("To begin again: semainier demo --reset, or make demo ARGS=--reset"))
