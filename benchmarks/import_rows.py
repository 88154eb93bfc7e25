"""Import so many organisations through the service; print rows per second and memory as JSON.

Run inside an installation: `python import_rows.py ROWS`.
"""

import io
import json
import resource
import sys
import time

import django

django.setup()

from semainier.organisations.imports import import_organisations  # noqa: E402 -- after setup
from semainier.organisations.imports.columns import COLUMNS  # noqa: E402
from semainier.organisations.siren import complete  # noqa: E402
from semainier.territories.models import Commune  # noqa: E402


def make_file(rows: int) -> bytes:
    communes = list(Commune.objects.order_by("pk")[: rows or 1])
    lines = [";".join(column.name for column in COLUMNS)]
    for number in range(rows):
        commune = communes[number % len(communes)]
        cells = {
            "siren": complete(f"{40_000_000 + number}"),
            "enseigne": f"Habitat {number}",
            "raison_sociale": f"Société anonyme d’habitat numéro {number}",
            "departement": commune.department_id,
            "commune": commune.name,
            "code_insee": commune.pk,
            "courriel": f"contact@habitat-{number}.example",
            "logements": str(number % 20_000),
            "identifiant": f"H-{number}",
        }
        lines.append(";".join(cells.get(column.name, "") for column in COLUMNS))
    return "\n".join(lines).encode()


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rows: int) -> dict[str, float]:
    file, found = io.BytesIO(make_file(rows)), {"rows": rows, "megabytes_before": megabytes()}
    for name, apply in (("check", False), ("apply", True)):
        file.seek(0)
        began = time.perf_counter()
        report = import_organisations(file=file, by=None, apply=apply)
        found[f"{name}_per_second"] = rows / (time.perf_counter() - began)
        if report.refused:
            raise SystemExit(f"{len(report.refused)} rows were refused: {report.refused[0]}")
    return found | {"megabytes": megabytes()}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
