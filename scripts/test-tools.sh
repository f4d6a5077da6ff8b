#!/bin/sh
# Make sure of what the tests need beside Python: Chromium, Node, nginx, rsync, xmllint, a Chinese font, and
# the Nu Html Checker with its Java.
set -eu
cd "$(dirname "$0")/.."

missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
command -v java >/dev/null || missing="$missing default-jre-headless"
# Debian keeps nginx where only root's PATH looks.
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$missing nginx-light"
command -v rsync >/dev/null || missing="$missing rsync"
command -v xmllint >/dev/null || missing="$missing libxml2-utils"
# Without a Chinese font every character is the same box, and fits where the real one would not.
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh)" ]; then
  missing="$missing fontconfig fonts-noto-cjk"
fi

# Split on purpose: one word a package.
# shellcheck disable=SC2086
[ -z "$missing" ] || scripts/apt-install.sh $missing

if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)'; then
  echo "Node 18 or newer is needed; this is $(node --version)." >&2
  exit 1
fi

scripts/nu-checker.sh ||
  echo "The Nu Html Checker cannot be had here: what it judges is skipped." >&2
