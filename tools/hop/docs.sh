# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154  # part of ./hop, which sets the variables
# ./hop docs and ./hop site. The site needs Node.js and Doxygen; nothing is compiled.

prepare_docs() {
  install_sets present docs || die "the site needs Node.js and Doxygen."
  node_packages docs || die "the site needs its npm packages."
}

# build_docs DIR
build_docs() {
  say "building the site"
  with_pulse "building the site" \
    node "$HOP_ROOT/docs/build/site.mjs" --out "$1" --work "$HOP_ROOT/build/docs.work" ||
    die "the site was not built, the reason is above."
}

use_docs() {
  local directory=$HOP_ROOT/build/docs port=8500 serve=yes
  while [ $# -gt 0 ]; do
    case $1 in
      --port | --build) [ $# -gt 1 ] || misuse "docs $1 wants a word behind it" ;;
    esac
    case $1 in
      --port) port=$2; shift ;;
      --port=*) port=${1#*=} ;;
      --build) directory=$2 serve=''; shift ;;
      --build=*) directory=${1#*=} serve='' ;;
      *) misuse "docs does not know $1" ;;
    esac
    shift
  done
  prepare_docs
  build_docs "$directory"
  [ -n "$serve" ] || return 0
  exec node "$HOP_ROOT/docs/build/serve.mjs" "$directory" --port "$port"
}

# Deck and lab first: the site links what it finds beside itself.
use_site() {
  [ $# = 1 ] || misuse "site DIR: where to?"
  case $1 in -*) misuse "site does not know $1" ;; esac
  [ -e "$1/.hop-site" ] || [ -z "$(ls -A "$1" 2>/dev/null)" ] ||
    die "$1 is not empty, and no site of ours: name another folder."
  prepare_docs
  prepare learn
  node_packages slides || die "the deck needs its npm packages."
  build hop-tool
  rm -rf "$1/deck"
  say "building the deck"
  with_pulse "building the deck" \
    node "$HOP_ROOT/slides/build/build.mjs" --out "$1/deck" --lab --docs ../ ||
    die "the deck was not built, the reason is above."
  HOP_ROOT=$HOP_ROOT HOP_BIN=$BUILD/bin "$BUILD/bin/hop-tool" lab --build "$1/deck/lab" >&2
  build_docs "$1"
  echo "Built: $1/index.html"
}
