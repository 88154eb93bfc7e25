#!/usr/bin/env bash
# once.sh NAME MADE SOURCE... -- COMMAND...: run the command unless it has already succeeded with these very sources
# and what it made (a file or folder) is still there. Sources are files or folders; their content counts, not their age.
set -euo pipefail
name=$1 made=$2
shift 2
sources=()
while [ "$1" != -- ]; do
  sources+=("$1")
  shift
done
shift
stamp=.make/$name
now=$({
  echo "$@"
  find "${sources[@]}" -type f ! -name '*.pyc' ! -name '*.mo' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
} | sha256sum)
if [ -e "$made" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
  exit 0
fi
rm -f "$stamp"
echo "$name …"
mkdir -p .make
"$@" >".make/$name.log" 2>&1 || {
  status=$?
  tail -n 60 ".make/$name.log" >&2
  echo "$name failed: $*" >&2
  exit $status
}
echo "$now" >"$stamp"
