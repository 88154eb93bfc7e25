"""French and English are both complete; a language is a catalogue, nothing else."""

import subprocess
import sys

import pytest

from tests.tree import ROOT


@pytest.mark.slow
def test_catalogues_are_complete_and_in_step() -> None:
    command = [sys.executable, "scripts/messages.py", "--check"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
