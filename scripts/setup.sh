#!/bin/sh
# Make .venv anew, with every package as requirements.lock has it.
set -eu
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed; $python is not. Say which: make setup PYTHON=python3.11" >&2
  exit 1
fi

rm -rf .venv
if ! "$python" -m venv .venv >/dev/null; then
  # Debian splits venv off; the package of python3.11 is python3.11-venv.
  version="$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
  scripts/apt-install.sh "$version-venv"
  rm -rf .venv
  "$python" -m venv .venv
fi

echo "Installing the locked packages into .venv …"
# Wheels alone: a source package would fetch its own builder, which no hash covers.
.venv/bin/python -m pip install -q --disable-pip-version-check \
  --only-binary :all: --require-hashes -r requirements.lock
