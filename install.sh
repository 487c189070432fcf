#!/bin/sh
# Installs llama-nb for the user who runs it: one file, checksum verified, root not needed.
#
#   curl -fsSL https://github.com/OWNER/llama-nb/releases/latest/download/install.sh | sh
#
# LLAMA_NB_VERSION     the release to install, such as 0.1.0; the latest if not set
# LLAMA_NB_BIN         the folder to install into; ~/.local/bin if not set
# LLAMA_NB_REPOSITORY  owner/name of another repository
# LLAMA_NB_BASE_URL    another server with the same paths as GitHub
set -eu

# In a release .github/workflows/release.yml has put the repository's name here
repository=${LLAMA_NB_REPOSITORY:-OWNER/llama-nb}

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

has_musl() {
  if has ldd; then
    ldd --version 2>&1 | grep -qi musl
    return
  fi
  for loader in /lib/ld-musl-*; do
    [ -e "$loader" ] && return
  done
  return 1
}

has_avx2() {
  if [ "$os" = darwin ]; then
    [ "$(sysctl -n hw.optional.avx2_0 2>/dev/null)" = 1 ]
  else
    grep -q avx2 /proc/cpuinfo 2>/dev/null
  fi
}

# The name of the release's file for this machine
asset_here() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    MINGW* | MSYS* | CYGWIN*) fail "on Windows run install.ps1 in PowerShell" ;;
    *) fail "there is no binary for $(uname -s): run it from source, as README.md says" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "there is no binary for the processor $(uname -m): run it from source, as README.md says" ;;
  esac
  # Under Rosetta, uname says x86_64 on Apple's own processors
  if [ $os = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then arch=arm64; fi
  variant=
  if [ $os = linux ] && has_musl; then variant=-musl; fi
  if [ $arch = x64 ] && ! has_avx2; then variant=$variant-baseline; fi
  printf 'llama-nb-%s-%s%s\n' $os $arch "$variant"
}

# Downloads URL $1 to file $2; "-" is standard output
download() {
  code=0
  if has curl; then
    meter=--silent
    if [ "$2" != - ] && [ -t 2 ]; then meter=--progress-bar; fi
    # A redirection must not lead from https to http
    case $1 in
      https:*) protocols='=https' ;;
      *) protocols='=http,https' ;;
    esac
    curl --fail --location --proto "$protocols" --connect-timeout 20 --retry 2 "$meter" --output "$2" "$1" || code=$?
  else
    # Without -T, which makes the wget of busybox 1.35 crash
    wget -q -O "$2" "$1" || code=$?
  fi
  case $code in
    0) ;;
    # The codes with which curl and GNU wget report that the server refused
    22 | 8) fail "$1 is not there: check LLAMA_NB_VERSION and LLAMA_NB_REPOSITORY" ;;
    *) fail "cannot download $1: check the network (code $code)" ;;
  esac
}

# The checksum of file $1 in the list on standard input; nothing if it is not listed
listed_checksum() {
  while read -r sum name; do
    if [ "${name#\*}" = "$1" ]; then printf '%s\n' "$sum"; fi
  done
}

checksum_of() {
  if has sha256sum; then sum=$(sha256sum <"$1"); else sum=$(shasum -a 256 <"$1"); fi
  printf '%s\n' "${sum%% *}"
}

main() {
  case $repository in OWNER/*) fail "no release is known: set LLAMA_NB_REPOSITORY=owner/name, or take the install.sh of a release" ;; esac
  has curl || has wget || fail "needs curl or wget: install one of them"
  has sha256sum || has shasum || fail "needs sha256sum or shasum to verify the download: install one of them"
  bin=${LLAMA_NB_BIN:-${HOME:+$HOME/.local/bin}}
  [ -n "$bin" ] || fail "HOME is not set: name the folder to install into with LLAMA_NB_BIN"

  releases=${LLAMA_NB_BASE_URL:-https://github.com}/$repository/releases
  version=${LLAMA_NB_VERSION:-latest}
  case $version in
    latest) release=$releases/latest/download ;;
    *) release=$releases/download/v${version#v} ;;
  esac
  asset=$(asset_here)
  sums=$(download "$release/SHA256SUMS" -)
  expected=$(printf '%s\n' "$sums" | listed_checksum "$asset")
  [ -n "$expected" ] || fail "$release has no $asset: try another LLAMA_NB_VERSION, or run it from source"

  # Downloaded into the target folder: within one file system a rename is all or nothing
  writable="choose a folder that you may write to with LLAMA_NB_BIN"
  mkdir -p -- "$bin" 2>/dev/null || fail "cannot make the folder $bin: $writable"
  bin=$(CDPATH='' cd -- "$bin" && pwd)
  [ ! -d "$bin/llama-nb" ] || fail "$bin/llama-nb is a folder: move it away, or choose another with LLAMA_NB_BIN"
  work=$(mktemp -d "$bin/.llama-nb.XXXXXX" 2>/dev/null) || fail "cannot write to $bin: $writable"
  trap 'rm -rf -- "$work"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM

  printf 'downloading %s\n' "$release/$asset"
  download "$release/$asset" "$work/llama-nb"
  [ "$(checksum_of "$work/llama-nb")" = "$expected" ] ||
    fail "the checksum of $asset is wrong: it was cut off or changed during the download, nothing was installed, try again"
  chmod 755 "$work/llama-nb"
  case $asset in *-musl*) hint=' (Alpine: apk add libstdc++)' ;; *) hint= ;; esac
  says=$("$work/llama-nb" --version </dev/null 2>&1) ||
    fail "$asset does not start here, nothing was installed: $(printf '%s' "$says" | head -n 1)$hint"
  mv -f -- "$work/llama-nb" "$bin/llama-nb"

  printf 'installed %s: %s\n' "$bin/llama-nb" "$(printf '%s' "$says" | head -n 1)"
  # shellcheck disable=SC2016 # $PATH is meant for the user's own shell
  case :$PATH: in
    *:"$bin":*) ;;
    *) printf '%s is not on your PATH; add it with\n  export PATH="%s:$PATH"\n' "$bin" "$bin" ;;
  esac
}

# Last, so that a script that was cut off during the download does nothing
main
