#!/usr/bin/env bash
# with_postgres.sh COMMAND...: run the command with TEST_DATABASE_URL set to a PostgreSQL server made for it and
# thrown away afterwards. A TEST_DATABASE_URL that is set already is used as it is.
set -euo pipefail
[ -n "${TEST_DATABASE_URL:-}" ] && exec "$@"

programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
programs=${programs:-$(dirname "$(command -v initdb || true)")}
if [ ! -x "$programs/initdb" ]; then
  echo "Missing: a PostgreSQL server. On Debian or Ubuntu: sudo apt install postgresql" >&2
  exit 1
fi
# initdb refuses root; the folder is short and open to its owner alone, as the socket inside asks.
folder=$(mktemp -d /tmp/semainier-postgres.XXXXXX)
as_owner=()
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$folder"
  as_owner=(runuser -u postgres --)
fi
child=
stop() {
  trap - EXIT INT TERM HUP
  [ -n "$child" ] && kill "$child" 2>/dev/null && wait "$child" || true
  (cd / && "${as_owner[@]}" "$programs/pg_ctl" stop -D "$folder/data" -m immediate -w >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM HUP

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(cd / && "${as_owner[@]}" "$programs/initdb" -D "$folder/data" -U semainier -A trust -E UTF8 --locale=C.UTF-8 --no-sync) \
  >/dev/null
settings="-c listen_addresses=localhost -c port=$port -c unix_socket_directories=$folder -c fsync=off"
settings+=" -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
(cd / && "${as_owner[@]}" "$programs/pg_ctl" start -D "$folder/data" -l "$folder/log" -w -o "$settings" >/dev/null) || {
  cat "$folder/log" >&2
  exit 1
}
export TEST_DATABASE_URL="postgres://semainier@localhost:$port/postgres" PATH="$programs:$PATH"
"$@" &
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
