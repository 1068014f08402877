#!/usr/bin/env bash
# Prepares this checkout: picks where ML.NET and TorchSharp come from, and installs what that needs. Safe to run again.
#   bash eng/setup.sh           does what is not done yet
#   bash eng/setup.sh --again   asks the package feed once more
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

choice=eng/Sources.user.props
[ "${1:-}" = "--again" ] && rm -f "$choice"

command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing; get it from https://dotnet.microsoft.com/download."
version=$(dotnet --version 2>/dev/null) || fail "no .NET SDK 10 was found (see global.json); get it from https://dotnet.microsoft.com/download."
case "$version" in 10.*) ;; *) fail "found .NET SDK $version, but SDK 10 is needed (see global.json)." ;; esac

if [ ! -f "$choice" ]; then
  say "asking the package feed for Microsoft.ML and TorchSharp ..."
  log=$(mktemp)
  if dotnet restore src/Microsoft.ML.NonNegative -p:MLNetSource=packages -p:TorchSharpSource=packages >"$log" 2>&1; then
    source=packages
    say "the feed has them: using the packages."
  elif grep -qE 'NU110[123]' "$log"; then
    source=offline
    say "the feed lacks them: using the stand-ins in eng/offline."
  else
    cat "$log" >&2
    fail "the package feed could not be asked; check the network and 'dotnet nuget list source', then run this again."
  fi
  rm -f "$log"
  cat >"$choice" <<EOF
<Project>
  <!-- Written by eng/setup; delete it to choose again. A property on the command line overrides it. -->
  <PropertyGroup>
    <MLNetSource Condition="'\$(MLNetSource)' == ''">$source</MLNetSource>
    <TorchSharpSource Condition="'\$(TorchSharpSource)' == ''">$source</TorchSharpSource>
  </PropertyGroup>
</Project>
EOF
fi

offline() { grep -q ">offline</$1>" "$choice"; }
offline MLNetSource || offline TorchSharpSource || exit 0

# Stand-ins have parts in C++: those of images are compiled against the system's libjpeg-turbo and libpng, TorchSharp's against its libtorch.
missing=()
command -v cmake >/dev/null || missing+=(cmake)
command -v g++ >/dev/null || missing+=(g++)
command -v make >/dev/null || missing+=(make)
if offline MLNetSource; then
  [ -f /usr/include/jpeglib.h ] || missing+=(libjpeg-dev)
  [ -f /usr/include/png.h ] || missing+=(libpng-dev)
fi
if offline TorchSharpSource && [ -z "${TorchPrefix:-}" ]; then
  [ -f /usr/include/torch/csrc/api/include/torch/torch.h ] || missing+=(libtorch-dev)
  # Without OpenBLAS, matrix products run 80 times slower.
  compgen -G '/usr/lib/*/libopenblas.so.0' >/dev/null || compgen -G '/usr/lib*/libopenblas*' >/dev/null || missing+=(libopenblas0-pthread)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null || fail "missing: ${missing[*]}. On a system without apt-get, install cmake, g++, libjpeg-turbo, libpng and libtorch, and set TorchPrefix to libtorch's CMake prefix."
root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || fail "missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
  root=(sudo)
fi
say "installing ${missing[*]} (apt-get) ..."
log=$(mktemp)
if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  fail "apt-get could not install ${missing[*]}."
fi
rm -f "$log"
say "installed ${missing[*]}."
