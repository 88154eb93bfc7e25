"""Check that the locks hold every package pyproject.toml names, at a version it allows; asks no registry."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOLDERS = {"run": ["run", "build", "dev"], "build": ["build", "dev"]}  # all else stands in dev alone
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;]+)", re.MULTILINE)


def main() -> int:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"] | project["project"]["optional-dependencies"]
    groups["run"] = project["project"]["dependencies"]
    faults = []
    for group, named in groups.items():
        for holder in HOLDERS.get(group, ["dev"]):
            file = Path(f"requirements/{holder}.txt")
            locked = dict(LOCKED.findall(file.read_text(encoding="utf-8")))
            for need in map(Requirement, named):
                have = locked.get(canonicalize_name(need.name))
                if have is None or not need.specifier.contains(have, prereleases=True):
                    faults.append(f"{file} has {need.name} {have}, pyproject.toml asks {need}: run make lock")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
