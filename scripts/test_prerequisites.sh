#!/usr/bin/env bash
# What the tests need besides: a browser, a PostgreSQL server, a reader of PDF. As root on Debian they are installed.
set -u
packages=()
command -v chromium >/dev/null || packages+=(chromium)
[ -n "${TEST_DATABASE_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || packages+=(postgresql)
command -v pg_dump >/dev/null || ls /usr/lib/postgresql/*/bin/pg_dump >/dev/null 2>&1 || packages+=(postgresql-client)
command -v pdftotext >/dev/null || packages+=(poppler-utils)
[ ${#packages[@]} -eq 0 ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Missing for the tests: ${packages[*]}. On Debian or Ubuntu: sudo apt install ${packages[*]}" >&2
  exit 1
fi
echo "installing ${packages[*]} …"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get -qq update && apt-get -qq install --yes --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  echo "apt-get could not install ${packages[*]}" >&2
  exit 1
fi
rm -f "$log"
