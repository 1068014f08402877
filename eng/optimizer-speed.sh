#!/usr/bin/env bash
# How fast our optimizer steps are beside TorchSharp's own, and beside what moving the bytes takes; everything in turn in one run on this machine.
#   bash eng/optimizer-speed.sh [THREADS [OPTION...]]     options: those of the ratios command (--repeats, --batch, --steps, --output; see --help)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
threads=$(nproc)
case "${1:-}" in ''|-*) ;; *) threads=$1; shift ;; esac

bash "$root/eng/setup.sh"
dotnet build "$root/test/Benchmarks" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/test/Benchmarks" -getProperty:TargetPath -p:Configuration=Release)
# The matrix products of the training step have threads of their own.
OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads exec dotnet "$program" ratios --threads "$threads" "$@"
