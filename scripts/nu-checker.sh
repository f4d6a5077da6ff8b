#!/bin/sh
# Put the Nu Html Checker, which judges the pages' HTML as the W3C does, into .tools/vnu.jar.
# From the npm registry: on PyPI it is six years old, and no wheel.
set -eu
cd "$(dirname "$0")/.."
version=26.9.27
sha512=4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428
jar=.tools/vnu.jar
[ ! -e "$jar" ] || exit 0

unpacked="$(mktemp -d)"
trap 'rm -rf "$unpacked"' EXIT
npm pack --silent --pack-destination "$unpacked" "vnu-jar@$version" >/dev/null
echo "$sha512  $unpacked/vnu-jar-$version.tgz" | sha512sum --check --quiet
tar -xzf "$unpacked/vnu-jar-$version.tgz" -C "$unpacked"
mkdir -p .tools
mv "$unpacked/package/build/dist/vnu.jar" "$jar"
