#!/usr/bin/env bash
# Training speed of the small CNN: this library (hybrid rule on Adam, whole pipeline) against Python's torch from Debian (its Adam, a bare loop), in turn on this machine.
# Prints each pair and the median ratios.
#   bash eng/throughput/compare.sh [ROWS [BATCH [THREADS [PAIRS]]]]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
rows=${1:-6000} batch=${2:-128} threads=${3:-$(nproc)} pairs=${4:-5} epochs=2

bash "$root/eng/setup.sh"
bash "$root/eng/python-torch.sh"
dotnet build "$root/samples/ImageClassification" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/samples/ImageClassification" -getProperty:TargetPath -p:Configuration=Release)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

ours() {
  dotnet "$program" --network cnn --epochs "$epochs" --post-epochs 0 --train-limit "$rows" --test-limit 100 --batch-size "$batch" --threads "$threads" --output "$out" >/dev/null
  sed -n 's/.*"signedImagesPerSecond": \([0-9.]*\).*/\1/p' "$out/metrics.json"
}
theirs() { /usr/bin/python3 "$root/eng/throughput/train.py" "$rows" "$batch" "$threads" "$epochs" "$1"; }
over() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

printf 'small CNN, %s images, batch %s, %s threads, %s epochs; images per second\n' "$rows" "$batch" "$threads" "$epochs"
printf '%6s %12s %12s %8s %18s %8s\n' pair NonNegML python ratio 'python, derived' ratio
ratios=() derived_ratios=()
for ((i = 1; i <= pairs; i++)); do
  a=$(ours) b=$(theirs plain) c=$(theirs derived)
  ratios+=("$(over "$a" "$b")") derived_ratios+=("$(over "$a" "$c")")
  printf '%6d %12.1f %12.1f %8s %18.1f %8s\n' "$i" "$a" "$b" "${ratios[-1]}" "$c" "${derived_ratios[-1]}"
done
printf 'median ratio %s; against Python with this library'"'"'s derivative of the activation %s (at least 0.95 is wanted)\n' "$(median "${ratios[@]}")" "$(median "${derived_ratios[@]}")"
