#!/usr/bin/env bash
# Prints the SHA-256 of Bun's executables for scripts/release/binary/runtime.ts:
#
#   scripts/release/pin-runtimes.sh 1.4.5
#
# They come from the npm registry. npm compares each package with the SHA-512 that the registry states.
set -euo pipefail
version=${1:?"usage: $0 VERSION"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for target in linux-{x64,x64-baseline,x64-musl,x64-musl-baseline,arm64,arm64-musl} darwin-{x64,arm64} \
  windows-{x64,x64-baseline,arm64}; do
  package=$(npm pack --silent "@oven/bun-${target/arm64/aarch64}@$version")
  sum=$(tar -xzOf "$package" --wildcards 'package/bin/bun*' | sha256sum | cut -d ' ' -f 1)
  echo "  \"$target\": \"$sum\","
  rm "$package"
done
