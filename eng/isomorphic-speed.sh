#!/usr/bin/env bash
# What training and inference of a non-negative network cost beside the signed network it equals; everything in turn in one run on this machine.
#   bash eng/isomorphic-speed.sh [THREADS [OPTION...]]     options: those of the isomorphic command (--repeats, --batch; see --help)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
threads=$(nproc)
case "${1:-}" in ''|-*) ;; *) threads=$1; shift ;; esac

bash "$root/eng/setup.sh"
dotnet build "$root/test/Benchmarks" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/test/Benchmarks" -getProperty:TargetPath -p:Configuration=Release)
# The matrix products of the training step have threads of their own. The C library keeps memory that is freed: giving it back and fetching it again costs a training step
# anything from nothing to a fifth of its time, by chance, and hides what is to be seen.
export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=1000000000000
exec dotnet "$program" isomorphic --threads "$threads" "$@"
