#!/usr/bin/env bash
# Installs, on Debian and as root, what scripts/release/check-binaries.ts and the tests need to start the binaries of other
# platforms: qemu-user for Linux on other processors, Wine for Windows, and musl with its libraries in a folder, which
# $LLAMA_NB_MUSL_ROOTS must then name.
set -euo pipefail
folder=${1:?"usage: $0 FOLDER"}
export DEBIAN_FRONTEND=noninteractive
packages=(qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross wine64 gcc-mingw-w64-x86-64-win32)
if ! dpkg-query --show "${packages[@]}" > /dev/null 2>&1; then
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends "${packages[@]}"
fi
for arch in x64 arm64; do
  "${BASH_SOURCE[0]%/*}/make-musl-root.sh" "$arch" "$folder/$arch"
done
