#!/bin/sh
# Renew requirements.lock: the newest releases that pyproject.toml admits, for any platform.
set -eu
cd "$(dirname "$0")/.."
tools="$(mktemp -d)"
trap 'rm -rf "$tools"' EXIT

"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip install -q --disable-pip-version-check 'uv>=0.9,<1'
# --no-config: the settings of whoever runs this must not show in the file.
"$tools/bin/uv" pip compile pyproject.toml --extra test --quiet --no-config --upgrade \
  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make lock" --output-file requirements.lock
"$tools/bin/uv" pip compile --group bench --quiet --no-config --upgrade \
  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make lock" --output-file requirements-bench.lock
