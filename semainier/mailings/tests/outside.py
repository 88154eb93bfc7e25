"""Real workers: processes of their own on the test's database; SQLite is copied to a file first."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from semainier.mailings.models import Mail


class Outside:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "outside.sqlite3"
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, *command: str, email_url: str, clock_shift_days: int = 0) -> subprocess.Popen[str]:
        """Start a Python process with our settings; on SQLite the first copies the database as it is now."""
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "TEST_DATABASE_URL": self._database_url(),
            "EMAIL_URL": email_url,
            "SEMAINIER_VAR": str(self.folder / "var"),
            "SEMAINIER_CLOCK_SHIFT": str(clock_shift_days),
        }
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def start_worker(self, email_url: str, *, clock_shift_days: int = 0) -> subprocess.Popen[str]:
        return self.start("manage.py", "worker", email_url=email_url, clock_shift_days=clock_shift_days)

    def states(self) -> dict[str, str]:
        """Return the state of each mail by its Message-ID, as the workers see it."""
        if connection.vendor != "sqlite":
            return dict(Mail.objects.values_list("message_id", "state"))
        database = sqlite3.connect(self.file)
        try:
            return dict(database.execute("SELECT message_id, state FROM mailings_mail").fetchall())
        finally:
            database.close()

    def wait_until(self, is_so: Callable[[], bool], seconds: float = 30) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_so():
                return True
            time.sleep(0.05)
        return False

    def stop(self, process: subprocess.Popen[str]) -> int:
        """Ask a process to stop (SIGTERM) and return its exit status."""
        process.terminate()
        process.communicate(timeout=20)
        return process.returncode

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def _database_url(self) -> str:
        if connection.vendor == "sqlite":
            if not self.file.exists():
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(self.file)])
            return f"sqlite:///{self.file}"
        said = connection.settings_dict
        login = f"{quote(said['USER'])}:{quote(said['PASSWORD'])}@" if said["USER"] else ""
        return f"postgres://{login}{said['HOST']}:{said['PORT']}/{said['NAME']}"
