"""The command `semainier`: what an operator types. Exit status 0 success, 1 refused input, 2 misuse."""

import os
import sys
from collections.abc import Sequence

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from config import env
from semainier.core import registry, serving
from semainier.core.errors import DomainError

OK, REFUSED, MISUSE, INTERRUPTED = 0, 1, 2, 130
FIRST_PORT, LAST_PORT = 8000, 8099
# In the order of an installation's life.
COMMANDS = {
    "demo": lazy("make the demonstration network once, then serve it [--stage …] [--reset]"),
    "setup": lazy("begin a real installation: database, territories, federation, link for its first head"),
    "serve": lazy("serve the pages and send the mails, until Ctrl-C"),
    "worker": lazy("only send the mails, for an installation with several machines"),
    "returned": lazy("read a mail that came back, for the pipe of a mail server: returned [FILE]"),
    "upgrade": lazy("after a new version: archive, then bring the database up to it"),
    "import": lazy(
        "read a file: import organisations FILE, import events FILE|ADDRESS --edition SLUG; --apply --by EMAIL"
    ),
    "export": lazy("write a file: export edition SLUG -o FILE.zip, export person --email ADDRESS -o FILE"),
    "bilan": lazy("write the report of an edition: bilan SLUG --format pdf -o FILE"),
    "backup": lazy("save database, media and secret key into one file, while the server runs"),
    "restore": lazy("bring an archive back into an empty place"),
    "move": lazy("move the database from SQLite into an empty PostgreSQL: move --from-sqlite FILE"),
    "erase": lazy("erase a person; the statistics stay: erase --email ADDRESS --by EMAIL"),
    "doctor": lazy("look whether everything is in order"),
}
# Django's own options, of no use to an operator.
HIDDEN = {
    "--version", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color", "--verbosity",
    "--skip-checks",
}  # fmt: skip
# Commands that want to be told what, and what they can be told.
KINDS = {"import": ("organisations", "events"), "export": ("edition", "person")}


def choose_port() -> None:
    """Move the default port to the next free one, before settings are read: addresses in mails follow it.

    A port that was asked for is left as it is; `serve` refuses it when it is taken.
    """
    if env.text("SEMAINIER_PORT"):
        return
    host = env.text("SEMAINIER_HOST", "127.0.0.1")
    port = next((n for n in range(FIRST_PORT, LAST_PORT + 1) if serving.is_free(host, n)), FIRST_PORT)
    os.environ["SEMAINIER_PORT"] = str(port)


def prepare(name: str) -> None:
    """Set the environment that a command needs, then load Django."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if name in {"serve", "demo"}:
        choose_port()
    if name == "demo":
        os.environ["SEMAINIER_DEMO"] = "1"
    if name in {"", "restore"}:  # a key made now would stand in the archive's way
        os.environ.setdefault("SEMAINIER_SECRET_KEY", "not-used-by-this-command")
    django.setup()
    registry.is_set_up[:] = [apps.get_model("organisations", "Organisation").objects.exists]


def usage() -> str:
    lines = [f"  {name:<9} {text}" for name, text in COMMANDS.items()]
    title = _("Usage: semainier COMMAND, and semainier COMMAND --help")
    return "\n".join([title, "", *lines, "", _("Files are in %(var)s") % {"var": settings.VAR}])


def load(name: str) -> BaseCommand:
    """Return the management command of this name; each app brings its own."""
    if (app := get_commands().get(name)) is None:
        raise CommandError(f"semainier {name}: {_('this version does not have it.')}", returncode=MISUSE)
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    # A misuse ends with the parser's own words and status 2.
    command._called_from_command_line = True  # type: ignore[attr-defined]  # noqa: SLF001 -- as manage.py does
    command.suppressed_base_arguments = HIDDEN
    return command


def run(name: str, arguments: Sequence[str]) -> None:
    command = load(name)
    options = vars(command.create_parser("semainier", name).parse_args(list(arguments)))
    command.execute(*options.pop("args", ()), **options)


def dispatch(name: str, arguments: list[str]) -> None:
    if name in KINDS:
        kind, *rest = arguments or [""]
        if kind not in KINDS[name]:
            ways = " · ".join(f"semainier {name} {kind} …" for kind in KINDS[name])
            raise CommandError(_("Say what: %(ways)s") % {"ways": ways}, returncode=MISUSE)
        run(f"{name}_{kind}", rest)
    else:
        run(name, arguments)


def complain(*lines: str) -> None:
    print(*[line for line in lines if line], sep="\n", file=sys.stderr)


def attempt(name: str, arguments: list[str]) -> int:
    """Run one command; raises what it refuses."""
    prepare(name if name in COMMANDS else "")
    if name not in COMMANDS:
        asked = name in {"help", "--help", "-h"}
        print(usage(), file=sys.stdout if asked else sys.stderr)
        return OK if asked else MISUSE
    if not {"-h", "--help"} & set(arguments):
        complain(_("Files are in %(var)s") % {"var": settings.VAR})
    dispatch(name, arguments)
    return OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a refusal is a sentence, never a traceback."""
    name, *rest = [*(sys.argv[1:] if arguments is None else arguments)] or [""]
    status = REFUSED
    try:
        status = attempt(name, rest)
    except DomainError as error:
        complain(error.message, error.next_step)
    except CommandError as error:
        complain(str(error))
        status = error.returncode
    except ImproperlyConfigured as error:
        complain(str(error))
        status = MISUSE
    except DatabaseError as error:
        complain(_("The database does not answer: %(why)s") % {"why": error}, _("Run: semainier doctor"))
    except KeyboardInterrupt:
        status = INTERRUPTED
    return status


if __name__ == "__main__":
    sys.exit(main())
