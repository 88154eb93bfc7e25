#!/usr/bin/env bash
# Write the hashed lock files from pyproject.toml and package.json. They name versions and hashes, never a place.
# dev.txt holds everything; run.txt and build.txt take their versions from it.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
  --no-emit-index-url --no-emit-find-links --no-config --only-binary :all:)
unset UV_FIND_LINKS UV_INDEX UV_EXTRA_INDEX_URL

lock() {  # lock FILE ARGUMENT...
  local file=requirements/$1 made
  shift
  made=$(mktemp)
  .venv/bin/uv pip compile pyproject.toml "${options[@]}" "$@" --output-file "$made"
  if grep -nE '://|^-|file:' "$made"; then
    echo "$file would name a place" >&2
    exit 1
  fi
  { echo "# Made by make lock from pyproject.toml; do not edit."; cat "$made"; } >"$file"
  rm -f "$made"
}

lock dev.txt --all-extras --group build --group dev --upgrade
lock run.txt --constraints requirements/dev.txt
lock build.txt --constraints requirements/dev.txt --group build
npm install --package-lock-only --ignore-scripts --silent
