#!/usr/bin/env bash
# Everything that CI runs, stage by stage, on to the end even when one fails; ends with a line "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
BIN=.venv/bin
reports=$(mktemp -d)
mkdir "$reports/tmp"
export TMPDIR=$reports/tmp  # each process of the tests makes a folder of its own for its files
# Some forty tests start programs, which begin three times sooner from compiled modules.
export PYTHONPYCACHEPREFIX=$PWD/.make/pycache
unset SEMAINIER_VAR PYTHONDONTWRITEBYTECODE
trap 'rm -rf "$reports"' EXIT
failed=()

stage() {  # stage NAME COMMAND...
  local name=$1 began=$SECONDS status=0
  shift
  printf '\n== %s ==\n' "$name"
  "$@" </dev/null || status=$?
  [ $status -eq 0 ] || failed+=("$name")
  printf '== %s: %s after %s s ==\n' "$name" "$([ $status -eq 0 ] && echo passed || echo "failed ($status)")" $((SECONDS - began))
}

tests() {  # tests NAME COMMAND... : pytest with a report that is counted at the end
  local name=$1
  shift
  stage "$name" "$@" --junit-xml "$reports/$name.xml" -o junit_suite_name="$name"
}

stage check scripts/check.sh
rm -f .coverage .coverage.*
# A file goes to one process whole: what is made once for a file is made once.
side_by_side=(-n "${TEST_PROCESSES:-$(nproc)}" --dist loadfile --no-loadscope-reorder)
tests sqlite $BIN/coverage run -m pytest "${side_by_side[@]}" -m "not e2e and not postgres" --ignore tests/test_wheel.py
stage coverage bash -c "$BIN/coverage combine --quiet && $BIN/coverage report --fail-under=95"
tests postgresql scripts/with_postgres.sh $BIN/python -m pytest "${side_by_side[@]}" -m "not e2e" --ignore tests/test_wheel.py
tests e2e $BIN/python -m pytest -m e2e
tests wheel $BIN/python -m pytest tests/test_wheel.py

[ ${#failed[@]} -eq 0 ] || printf '\nfailed: %s\n' "${failed[*]}"
exec $BIN/python scripts/count_tests.py "$reports" "${failed[@]}"
