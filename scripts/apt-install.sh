#!/bin/sh
# Install Debian packages as root or by passwordless sudo; otherwise say what to run, and fail.
set -eu

if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  as_root=none
fi

if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  echo "Missing: $*. Please install it, on Debian or Ubuntu with" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*" >&2
  exit 1
fi

$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
