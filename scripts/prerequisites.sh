#!/usr/bin/env bash
# Say what this machine lacks for `make demo` and `make test`, each with the command that installs it.
set -u
PYTHON=${PYTHON:-python3}
missing=0

lacks() {
  echo "Missing: $1. On Debian or Ubuntu: sudo apt install $2" >&2
  missing=1
}

if ! command -v "$PYTHON" >/dev/null; then
  lacks "python3, 3.11 or newer" "python3 python3-venv"
elif ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  lacks "a newer python3 (this is $("$PYTHON" -V 2>&1), 3.11 is needed; or: make PYTHON=python3.12 …)" "python3 python3-venv"
elif ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
  lacks "Python's venv" "python3-venv"
fi
if ! command -v node >/dev/null; then
  lacks "node, 20 or newer" "nodejs npm"
elif ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
  lacks "a newer node (this is $(node --version), 20 is needed)" "nodejs npm (Debian 13), or the packages of nodejs.org"
fi
command -v npm >/dev/null || lacks "npm" "npm"
command -v make >/dev/null || lacks "make" "make"
command -v git >/dev/null || lacks "git" "git"
exit $missing
