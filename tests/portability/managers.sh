#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The branches of ./hop for Fedora, Arch and macOS, with a stub in the place of
# dnf, pacman and brew: which command it would run, which packages it would ask
# for, and that it runs none when all are there. Whether packages of these names
# exist, only those systems can tell.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

HERE=$(mktemp -d)
trap 'rm -rf "$HERE"' EXIT
FAULTS=0

# A machine with a shell and nothing of what the set learn needs.
TOOLS="awk bash cat cut df dirname env grep head id ls paste readlink sed sleep tail tr uname"

# make_machine MANAGER QUERY-PROGRAM: the second lists what HAVE holds when its
# first words are QUERY.
# shellcheck disable=SC2016  # the stubs are to expand these
make_machine() {
  local tool
  rm -rf "${HERE:?}/bin"; mkdir "$HERE/bin"; : >"$HERE/log"
  for tool in $TOOLS; do ln -s "$(command -v "$tool")" "$HERE/bin/"; done
  stub "$1" 'echo "$NAME $*" >>"$LOG"'
  stub "$2" 'case "$*" in "$QUERY"*) cat "$HAVE" ;; --prefix) echo /brew ;; *) echo "$NAME $*" >>"$LOG" ;; esac'
  stub sudo 'while case $1 in -*) : ;; *) false ;; esac; do shift; done; "$@"'
  stub cmake 'echo "cmake version 3.31.0"; echo "prefixes $CMAKE_PREFIX_PATH" >>"$LOG"'
}

stub() {
  printf '#!/bin/bash\nNAME=%s LOG=%s/log HAVE=%s/have\n%s\n' "$1" "$HERE" "$HERE" "$2" >"$HERE/bin/$1"
  chmod +x "$HERE/bin/$1"
}

on_that_machine() {
  env -i PATH="$HERE/bin" CI=true QUERY="$QUERY" ./hop "$@" >"$HERE/out" 2>&1
}

expect() {
  [ "$2" = "$3" ] && return
  printf '%s\n  expected: %s\n  seen:     %s\n' "$1" "$3" "$2"
  sed 's/^/  | /' "$HERE/out"
  FAULTS=$((FAULTS + 1))
}

# try MANAGER QUERY-PROGRAM "QUERY" "INSTALL COMMAND" "PACKAGES"
try() {
  local package
  QUERY=$3
  make_machine "$1" "$2"
  rm -f "$HERE/bin/cmake"; : >"$HERE/have"
  on_that_machine ready --for learn --packages || expect "$1: exit code" $? 0
  expect "$1, nothing is there" "$(cat "$HERE/log")" "$4 $5"
  : >"$HERE/log"
  for package in $5; do echo "$package 1.0"; done >"$HERE/have"
  on_that_machine ready --for learn --packages || expect "$1: exit code" $? 0
  expect "$1, all is there" "$(cat "$HERE/log")" ""
}

try dnf rpm '-q --qf' 'dnf -y --setopt=install_weak_deps=False install' \
  'gcc-c++ cmake ninja-build git curl poco-devel openssl-devel libnghttp2-devel gtest-devel'
try pacman pacman '-Q' 'pacman -S --needed --noconfirm' \
  'gcc cmake ninja git curl poco openssl libnghttp2 gtest'
try brew brew 'list --versions' 'brew install' \
  'cmake ninja poco openssl@3 libnghttp2 googletest'

# macOS has an OpenSSL of its own: CMake must look where Homebrew keeps its.
make_machine brew brew
on_that_machine doctor || :  # there is no compiler
expect "brew, what CMake is told" "$(head -n 1 "$HERE/log")" "prefixes /brew/opt/openssl@3"

[ $FAULTS = 0 ] || { echo "$FAULTS faults"; exit 1; }
echo "dnf, pacman and brew are asked for what tools/hop/packages.tsv says"
