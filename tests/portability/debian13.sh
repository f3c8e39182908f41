#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The project on Debian 13 (g++ 14, POCO 1.13, nghttp2 1.64), proven in a bare
# system of its own: debootstrap, a clone of HEAD, ./hop. No part of ./hop test:
# it needs root, debootstrap, the network, 2 GB and an hour.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/portability/debian13.sh DIRECTORY [--test [N...] | --remove]

  DIRECTORY   where the Debian 13 system is put, or is from the last time
  (nothing)   ./hop ready --for learn, then ./hop doctor
  --test      and the unit tests, and the matrix of all steps, or of steps N
  --remove    delete DIRECTORY

Uncommitted changes are not looked at. The mirror and its proxy are those of
this machine's apt; HOP_MIRROR=URL names another mirror (on Ubuntu it must).
CMAKE_BUILD_PARALLEL_LEVEL is heeded.
TEXT
}

say() { printf '%s\n' "debian13: $*" >&2; }
die() { say "$@"; exit 1; }
misuse() { say "$@"; usage >&2; exit 2; }

# Sets SYSTEM, MODE and STEPS.
read_arguments() {
  case ${1:-} in
    -h | --help) usage; exit ;;
    '' | -*) misuse "say a directory first" ;;
  esac
  SYSTEM=$(realpath -m -- "$1") MODE=${2:-build} STEPS=("${@:3}")
  case $MODE in
    build | --test) ;;
    --remove) [ ${#STEPS[@]} = 0 ] || misuse "--remove takes no more words" ;;
    *) misuse "what is '$MODE'?" ;;
  esac
  local step
  for step in ${STEPS[@]+"${STEPS[@]}"}; do
    case $step in [0-9] | [0-9][0-9]) ;; *) misuse "'$step' is no step" ;; esac
  done
}

# Nothing is written or deleted in a directory that is not ours.
check_directory() {
  case $SYSTEM/ in "$ROOT"/*) misuse "$SYSTEM lies in the checkout" ;; esac
  [ ! -e "$SYSTEM" ] || [ -d "$SYSTEM" ] || misuse "$SYSTEM is no directory"
  [ -e "$MARK" ] || [ -z "$(ls -A "$SYSTEM" 2>/dev/null)" ] ||
    misuse "$SYSTEM holds something else, and no Debian 13 made by this script"
}

# What apt uses here, for it is known to work: "http://HOST/debian".
mirror() {
  [ -z "${HOP_MIRROR:-}" ] || { echo "$HOP_MIRROR"; return; }
  # shellcheck disable=SC2016  # these are apt's variables
  apt-get indextargets --format '$(CREATED_BY)|$(LABEL)|$(REPO_URI)' |
    sed -n 's/^Packages|Debian|//p' | head -n 1
}

apt_proxies() { apt-config dump | grep -E '^Acquire::https?::(.*::)?Proxy ' || :; }

bootstrap() {
  [ "$(cat "$MARK" 2>/dev/null)" != complete ] || return 0
  local from
  from=$(mirror)
  [ -n "$from" ] || die "apt here knows no Debian mirror: apt-get update, or HOP_MIRROR=URL"
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  export http_proxy https_proxy
  [ -e "$MARK" ] && rm -rf --one-file-system "$SYSTEM"
  mkdir -p "$SYSTEM"
  echo begun >"$MARK"
  say "debootstrap: a bare Debian 13"
  debootstrap --variant=minbase --include=ca-certificates trixie "$SYSTEM" "$from" >&2 ||
    die "debootstrap failed: see $SYSTEM/debootstrap/debootstrap.log"
  apt_proxies >"$SYSTEM/etc/apt/apt.conf.d/80-proxy-of-the-host"
  echo complete >"$MARK"
}

# The build directory stays: the next run builds only what HEAD has changed.
copy_head() {
  if [ -d "$SYSTEM/hop/.git" ]; then
    git -C "$SYSTEM/hop" fetch -q "$ROOT" HEAD
    git -C "$SYSTEM/hop" reset -q --hard FETCH_HEAD
  else
    git clone -q --no-hardlinks "$ROOT" "$SYSTEM/hop"
  fi
  say "HEAD is $(git -C "$SYSTEM/hop" log -1 --format='%h %s')"
}

# All mounts are in a namespace that ends with this script, however it ends.
enter_namespace() {
  [ -z "${HOP_NAMESPACE:-}" ] || return 0
  command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"
  HOP_NAMESPACE=1 exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
}

inside() {
  chroot "$SYSTEM" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    ${CMAKE_BUILD_PARALLEL_LEVEL:+CMAKE_BUILD_PARALLEL_LEVEL="$CMAKE_BUILD_PARALLEL_LEVEL"} \
    ${http_proxy:+http_proxy="$http_proxy"} sh -ec "cd /hop; $1"
}

prepare_system() {
  mount -t proc proc "$SYSTEM/proc"
  mount --rbind /dev "$SYSTEM/dev"
  cp -L /etc/resolv.conf /etc/hosts "$SYSTEM/etc/"
}

build() {
  # The last run may have asked for the tests: then "all" is much more.
  inside '[ ! -e build/dev/build.ninja ] ||
    cmake --preset dev -DHOP_TESTS=OFF --log-level=WARNING >/dev/null'
  inside './hop ready --for learn && ./hop doctor'
  # shellcheck disable=SC2016  # these are dpkg-query's
  inside 'g++ --version | head -n 1
    dpkg-query -W -f "\${Package} \${Version}\n" libpoco-dev libnghttp2-dev libssl-dev libgtest-dev cmake'
}

# The deck's tests want Node.js and Chromium when CMake looks; they are not run
# here, so that a name will do.
run_tests() {
  local steps=${STEPS[*]:-$(inside 'ls steps' | sed -n 's/^\([0-9]*\)-.*/\1/p' | tr '\n' ' ')}
  inside 'apt-get -q -y install --no-install-recommends patch >/dev/null
    cmake --preset dev -DHOP_TESTS=ON -DHOP_NODE=/bin/false -DHOP_NPM=/bin/false \
      -DHOP_CHROMIUM=/bin/false --log-level=WARNING
    cmake --build build/dev --target hop-unit
    ctest --test-dir build/dev -R "^unit\." --output-on-failure --no-tests=error
    cmake --build build/dev --target hop-cases hop-matrix'
  inside "failed=''
    for step in $steps; do build/dev/bin/hop-matrix step \$step || failed=\"\$failed \$step\"; done
    [ -z \"\$failed\" ] || { echo \"the matrix complains of step\$failed\"; exit 1; }"
}

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
read_arguments "$@"
MARK=$SYSTEM/.made-by-hop-debian13
check_directory
[ "$(id -u)" = 0 ] || die "needs root, for debootstrap and chroot"
enter_namespace "$@"
if [ "$MODE" = --remove ]; then rm -rf --one-file-system "$SYSTEM"; exit; fi
bootstrap
copy_head
prepare_system
build
if [ "$MODE" = --test ]; then run_tests; fi
say "done, and well"
