"""Print where the code of a page is: page.py /espace/ (an address or a name like events:event_edit)."""

import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

ROOT = Path(__file__).resolve().parent.parent


def pattern_named(name: str, resolver: URLResolver, namespace: str = "") -> URLPattern | None:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            if found := pattern_named(name, entry, inner):
                return found
        elif ":".join(filter(None, [namespace, entry.name])) == name:
            return entry
    return None


def look_up(target: str) -> tuple[Callable[..., Any], str, str] | None:
    """Return view, name and route of an address or a name."""
    if not target.startswith("/"):
        pattern = pattern_named(target, get_resolver())
        return (pattern.callback, target, str(pattern.pattern)) if pattern else None
    try:
        match = resolve(target.partition("?")[0])
    except Resolver404:
        return None
    return match.func, match.view_name, match.route


def show(label: str, path: Path, line: int | None = None) -> None:
    place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    missing = "" if path.exists() else "  (none)"
    print(f"{label:<9} {place}{f':{line}' if line else ''}{missing}")


def main(target: str) -> int:
    if not target:
        print("Say which page: make page URL=/espace/")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SEMAINIER_SECRET_KEY", "only-to-look")
    sys.path.insert(0, str(ROOT))
    django.setup()
    found = look_up(target)
    if found is None:
        print(f"No page answers at {target}.")
        return 1
    view, name, route = found
    view = inspect.unwrap(view)
    source = Path(inspect.getsourcefile(view) or "")
    page = name.rpartition(":")[2]
    app = (
        ROOT / "semainier" / view.__module__.split(".")[1]
        if view.__module__.startswith("semainier.")
        else source.parent
    )
    print(f"{'page':<9} {name}   route /{route}")
    show("view", source, inspect.getsourcelines(view)[1])
    print(f"{'access':<9} {getattr(view, 'access', 'no marker: the library guards it')}")
    show("template", app / "templates" / app.name / f"{page}.html")
    show("tests", app / "tests" / f"test_{page}.py")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
