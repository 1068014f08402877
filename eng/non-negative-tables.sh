#!/usr/bin/env bash
# The published experiments with non-negative networks, those that are not in docs/results/non-negative-tables/runs.jsonl yet, side by side on single threads.
#   bash eng/non-negative-tables.sh [OPTION...]     options: those of the sample's run command; --help lists them. Ctrl+C stops; the same command goes on from there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

bash eng/setup.sh
dotnet build samples/NonNegativeTables -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild samples/NonNegativeTables -getProperty:TargetPath -p:Configuration=Release)
# The C library keeps memory that is freed: giving it back and fetching it again can cost a third of the time of training a CNN.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=1000000000000
exec dotnet "$program" run "$@"
