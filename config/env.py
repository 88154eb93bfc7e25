"""Read settings from the environment; every name is listed in docs/operations.md."""

import importlib.util
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file named by NAME_FILE (for mounted secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.") from error


def wanted(name: str, *, because: str) -> str:
    """Return a variable that another one makes necessary."""
    if not (value := text(name)):
        raise ImproperlyConfigured(f"{because} is set: {name} is needed too.")
    return value


def require_extra(variable: str, *, module: str, name: str) -> None:
    """Refuse a variable whose feature needs an extra that is not installed."""
    if importlib.util.find_spec(module) is None:
        raise ImproperlyConfigured(f"{variable} needs an extra: pip install 'semainier[{name}]'.")


def web_address(name: str) -> str:
    """Return an address of the web, or nothing."""
    value = text(name).strip()
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise ImproperlyConfigured(f"{name}={value!r}: write https://host/path.")
    return value


def secret_key(var: Path) -> str:
    """Return SEMAINIER_SECRET_KEY, or the key made once in var/secret_key (mode 0600)."""
    if key := text("SEMAINIER_SECRET_KEY"):
        return key
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:  # another process made it in the same moment
            pass
    return path.read_text(encoding="utf-8")


SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url: str, var: Path) -> dict[str, Any]:
    """Turn DATABASE_URL (postgres://user:password@host:port/name or sqlite:////path) into settings."""
    if not url:
        url = f"sqlite:///{var / 'semainier.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/")) if not parts.path.startswith("//") else parts.path[1:]
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **dict(parse_qsl(parts.query))},
        }
    raise ImproperlyConfigured(f"DATABASE_URL: {parts.scheme or 'no'} is not a database Semainier knows.")
