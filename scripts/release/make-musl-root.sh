#!/usr/bin/env bash
# Makes a folder with what a binary for musl needs from its system, as on Alpine: musl, libstdc++ and libgcc. The
# binary then starts on any Debian under qemu-user:
#
#   scripts/release/make-musl-root.sh x64 musl/x64 && qemu-x86_64-static -L musl/x64 dist/llama-nb-linux-x64-musl
#
# With LLAMA_NB_MUSL_ROOTS=musl scripts/release/check-binaries.ts and the tests do so. musl is Debian's. The libraries come
# from a Python wheel that contains them, old enough to work with Debian's musl 1.2.3 (no DT_RELR).
set -euo pipefail
case ${1:-} in
  x64) debian=amd64 machine=x86_64 wheel=kiwisolver==1.4.5 tag=musllinux_1_1 ;;
  arm64) debian=arm64 machine=aarch64 wheel=kiwisolver==1.4.7 tag=musllinux_1_2 ;;
  *) echo "usage: $0 x64|arm64 FOLDER" >&2; exit 2 ;;
esac
mkdir -p "${2:?"usage: $0 x64|arm64 FOLDER"}"
root=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A package of another architecture, without configuring that architecture on this system
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
apt=(apt-get -q -o APT::Architecture=$debian -o APT::Architectures::=$debian -o Dir::State::lists="$work/lists"
  -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update > /dev/null
(cd "$work" && "${apt[@]}" download "musl:$debian" > /dev/null)
dpkg-deb -x "$work"/musl_*.deb "$work/musl"
mkdir -p "$root/lib" "$root/etc"
cp "$work/musl/lib/$machine-linux-musl/libc.so" "$root/lib/ld-musl-$machine.so.1"
echo /lib > "$root/etc/ld-musl-$machine.path"

python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.11 \
  --platform "${tag}_$machine" -d "$work" "$wheel"
python3 -m zipfile -e "$work"/kiwisolver-*.whl "$work/wheel"
cp "$work"/wheel/kiwisolver.libs/* "$root/lib"
cd "$root/lib"
if [ "$1" = arm64 ]; then
  mv libstdc++-*.so.* libstdc++.so.6
else
  # That libstdc++ is older than the one Bun is linked to. It lacks two functions, which are called only to abort
  gcc -shared -nostdlib -fPIC -Wl,--no-as-needed -o libstdc++.so.6 -xc - -xnone libstdc++-*.so.* <<'C'
void abort(void);
void _ZSt28__throw_bad_array_new_lengthv(void) { abort(); }
void _ZSt21__glibcxx_assert_failPKciS0_S0_(void) { abort(); }
C
fi
