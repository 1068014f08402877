#!/usr/bin/env bash
# Trains on a folder of images for 20 epochs; prints how long training waits for data, and how resident memory grows.
#   bash eng/long-run.sh FOLDER [OPTION...]     FOLDER has a subfolder of images for each class; options: those of the long-run command (--network, --size, --storage ...; see --help)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2,3s/^# *//p' "$0" >&2; exit 2; }
folder=$(realpath "$1")
shift

bash "$root/eng/setup.sh"
dotnet build "$root/test/Benchmarks" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/test/Benchmarks" -getProperty:TargetPath -p:Configuration=Release)
exec dotnet "$program" long-run --folder "$folder" "$@"
