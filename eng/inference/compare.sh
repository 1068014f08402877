#!/usr/bin/env bash
# Scoring speed beside Python's torch from Debian on the same libtorch: Transform over many images, and a PredictionEngine's time for one; in turn in one run on this machine.
#   bash eng/inference/compare.sh [THREADS [OPTION...]]     options: those of the inference command (--rounds, --cnn-rows, --resnet-rows, --singles; see --help)
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
threads=$(nproc)
case "${1:-}" in ''|-*) ;; *) threads=$1; shift ;; esac

bash "$root/eng/setup.sh"
bash "$root/eng/python-torch.sh"
dotnet build "$root/test/Benchmarks" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/test/Benchmarks" -getProperty:TargetPath -p:Configuration=Release)
# Both sides compute with as many threads, and the one that waits keeps none of them busy.
export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads OMP_WAIT_POLICY=passive
exec dotnet "$program" inference --threads "$threads" --script "$root/eng/inference/forward.py" "$@"
