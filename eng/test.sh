#!/usr/bin/env bash
# Sets up, builds everything and runs every test; the last line counts them. Arguments go to dotnet build, e.g. -p:MLNetSource=folder -p:MLNetFolder=DIR.
set -uo pipefail
cd "$(dirname "$0")/.."
bash eng/setup.sh || { printf '0 passed, 1 failed\n'; exit 1; }

printf 'test: building NonNegML.sln (minutes the first time) ...\n'
dotnet build NonNegML.sln -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary' "$@" || { printf '0 passed, 1 failed\n'; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0
for project in test/*.Tests/; do
  name=$(basename "$project")
  printf 'test: %s ...\n' "$name"
  dotnet test "$project" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" "$@"
  status=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  p=$(count passed) f=$(count failed)
  # A run that broke off counts as a failure, whatever its tests said before.
  [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ] && f=1
  [ -z "$p" ] && [ "$status" -eq 0 ] && f=1
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
