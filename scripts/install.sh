#!/usr/bin/env bash
# install.sh LOCK: the virtual environment with what the lock file names, and the command `semainier` of this folder.
set -euo pipefail
[ -x .venv/bin/python ] && .venv/bin/python -c '' || "${PYTHON:-python3}" -m venv --clear .venv
pip=(.venv/bin/python -m pip --quiet --disable-pip-version-check --no-input)
"${pip[@]}" install --require-hashes --only-binary :all: -r "$1"
"${pip[@]}" install --no-deps --no-build-isolation --no-index --editable .
