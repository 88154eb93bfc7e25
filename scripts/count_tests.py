"""Add up the reports of a run and print the closing line: count_tests.py FOLDER [FAILED STAGE...]."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def main(folder: Path, failed_stages: list[str]) -> int:
    passed = failed = skipped = 0
    stages = set(failed_stages)
    for report in sorted(folder.glob("*.xml")):
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 -- written by our own tests a moment ago
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            left_out = int(suite.get("skipped", 0))
            passed += int(suite.get("tests", 0)) - bad - left_out
            failed += bad
            skipped += left_out
            if bad:
                stages.discard(report.stem)
    failed += len(stages)  # a stage that failed without a failed test of its own
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
