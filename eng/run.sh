#!/usr/bin/env bash
# Sets up, builds and runs the sample ImageClassification; everything after the script's name goes to the sample (try --help).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bash "$root/eng/setup.sh"
printf 'run: building samples/ImageClassification (minutes the first time) ...\n'
dotnet build "$root/samples/ImageClassification" -c Release --nologo -v quiet '-clp:ErrorsOnly;NoSummary'
program=$(dotnet msbuild "$root/samples/ImageClassification" -getProperty:TargetPath -p:Configuration=Release)
exec dotnet "$program" "$@"
