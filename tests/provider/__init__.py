"""Start a real OpenID Connect provider on the loopback: Django OAuth Toolkit, a program of other people than allauth."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.operator import announced, free_port
from tests.tree import ROOT

CLIENT_ID, SECRET, PASSWORD = "semainier", "a secret of both", "a password of the provider"


@dataclass(frozen=True)
class Provider:
    """A provider that runs, and the variables that make Semainier its client."""

    process: subprocess.Popen[str]
    address: str

    @property
    def variables(self) -> dict[str, str]:
        return {
            "SEMAINIER_OIDC_SERVER": f"{self.address}o/",
            "SEMAINIER_OIDC_NAME": "Annuaire Hlm",
            "SEMAINIER_OIDC_CLIENT_ID": CLIENT_ID,
            "SEMAINIER_OIDC_SECRET": SECRET,
        }

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)


@contextmanager
def providing(folder: Path, return_address: str, people: dict[str, Any]) -> Iterator[Provider]:
    """Serve people (address: what is said of `email_verified`) to the one client that returns to this address.

    The provider is at 127.0.0.1 and Semainier at localhost: a browser keeps their cookies apart by the name of the host.
    """
    folder.mkdir()
    (folder / "people.json").write_text(json.dumps(people), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.provider", str(folder), str(free_port()), return_address],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
    )  # fmt: skip
    try:
        yield Provider(process, announced(process))
    finally:
        process.kill()
        process.wait(timeout=10)
        process.stdout.close()
