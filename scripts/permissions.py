"""Write docs/permissions.md: what each role may do, and who may open each page. `--check` fails when it is out of date."""

import os
import sys
from pathlib import Path

import django
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "permissions.md"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")


def page() -> str:
    """Return the document, made from the roles and from the markers of the views."""
    from semainier.core.permissions import Permission  # noqa: PLC0415 -- after django.setup
    from semainier.core.roles import ROLES  # noqa: PLC0415 -- after django.setup
    from tests.tree import routes  # noqa: PLC0415 -- after django.setup

    roles = list(ROLES.values())
    lines = [
        "# Permissions",
        "",
        "Made by `scripts/permissions.py` from `semainier/core/roles.py` and the markers of the views; a test holds it so.",
        "A permission reaches as far as the role: the whole federation for the head office, the departments of its",
        "association for a coordinator, the organisation itself for the others. What a person may not know answers 404,",
        "what she may see but not do 403, what the phase of the edition does not allow 409.",
        "",
        "## Roles",
        "",
        *[f"- **{role.name}** (`{role.code}`, held in a {role.place}): {role.sentence}" for role in roles],
        "",
        "| permission | " + " | ".join(str(role.name) for role in roles) + " |",
        "| --- |" + " :-: |" * len(roles),
    ]
    for permission in Permission:
        marks = " | ".join("yes" if permission in role.permissions else "–" for role in roles)
        lines.append(f"| `{permission}` | {marks} |")
    lines += ["", "## Pages", "", "| address | page | who may open it |", "| --- | --- | --- |"]
    for route in sorted(routes(), key=lambda found: (found.path, found.full_name)):
        access = getattr(route.wrapped, "access", "?")
        lines.append(
            f"| `/{route.path}` | `{route.full_name}` | {access if access in {'public', 'signed_in'} else f'`{access}`'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    django.setup()
    with translation.override("en"):
        text = page()
    if "--check" in sys.argv:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        print("" if current == text else "docs/permissions.md is out of date: run scripts/permissions.py")
        return int(current != text)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
