#!/usr/bin/env bash
# Makes sure that /usr/bin/python3 has torch, which the comparisons with Python need.
set -euo pipefail
/usr/bin/python3 -c 'import torch' 2>/dev/null && exit 0
printf 'python-torch: installing python3-torch (apt-get) ...\n'
as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq >/dev/null && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-torch >/dev/null ||
  { printf 'python-torch: error: python3-torch could not be installed.\n' >&2; exit 1; }
