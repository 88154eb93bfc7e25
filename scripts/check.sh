#!/usr/bin/env bash
# The quick checks, all of them even when one fails; the last lines name those that failed.
set -u
BIN=.venv/bin
export SEMAINIER_VAR DJANGO_SETTINGS_MODULE=config.settings_test
SEMAINIER_VAR=$(mktemp -d)
trap 'rm -rf "$SEMAINIER_VAR"' EXIT
failed=()

step() {  # step NAME COMMAND...: quiet when it succeeds
  local name=$1 log=$SEMAINIER_VAR/log
  shift
  if ! "$@" >"$log" 2>&1; then
    failed+=("$name")
    printf '\n== %s ==\n' "$name"
    head -n 150 "$log"
    [ "$(wc -l <"$log")" -le 150 ] || echo "… and more: $*"
  fi
}

step format $BIN/ruff format --check .
step lint $BIN/ruff check --output-format concise .
step types $BIN/mypy semainier config
step layers $BIN/lint-imports
step catalogues $BIN/python scripts/messages.py --check
step migrations $BIN/python manage.py makemigrations --check --dry-run
step settings $BIN/python manage.py check --fail-level WARNING
step templates find semainier -name '*.html' -path '*/templates/*' -exec $BIN/djhtml --check --tabwidth 2 {} +
step locks $BIN/python scripts/locks.py

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nfailed: %s\n' "${failed[*]}"
  exit 1
fi
echo "checks: all well"
