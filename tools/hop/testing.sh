# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154  # part of ./hop, which sets the variables
# ./hop test, ./hop matrix --peer, ./hop bench

run_ctest() {
  ctest --test-dir "$BUILD" --output-on-failure --no-tests=error \
    -j "${CTEST_PARALLEL_LEVEL:-$(getconf _NPROCESSORS_ONLN)}" "$@"
}

# The unit tests, and the cases on steps that are instrumented (the programs that
# watch them are not), h2load and WebSocket too. The layers are the same in all
# steps: each runs its own cases, the newest all, but for the slow ones.
run_sanitized() {
  local matrix=$BUILD/bin/hop-matrix slug
  prepare develop
  node_packages tests/interop || say "Going on: the tests in tests/interop will say so."
  build hop-matrix hop-cases
  export HOP_QUICK=1 HOP_SANITIZED=1
  for PRESET in asan tsan; do
    BUILD=$HOP_ROOT/build/$PRESET
    prepare develop
    # shellcheck disable=SC2046  # target names are words
    build hop-unit $(written)
    for slug in $(written); do
      say "$PRESET: $slug"
      HOP_BIN=$BUILD/bin "$matrix" step "${slug%%-*}" >&2 || die "$PRESET found something."
    done
    run_ctest -R '^(unit\.|interop\.(packages|step10\.h2load|step11\.websocket)$)' ||
      die "$PRESET found something, see above."
  done
}

run_tests() {
  local only=() targets=all argument slug
  for argument in "$@"; do
    case $argument in
      --sanitize) run_sanitized; return ;;
      --quick) only+=(-LE '^slow$'); export HOP_QUICK=1 ;;
      -*) misuse "test does not know $argument" ;;
      *) slug=$(slug_of "$argument"); targets="$slug hop-cases hop-matrix"
        only+=(-R "^(matrix\.step${slug%%-*}\$|interop\.step${slug%%-*}\.)") ;;
    esac
  done
  prepare develop
  node_packages tests/interop || say "Going on: the tests in tests/interop will say so."
  node_packages tests/lab || say "Going on: the tests in tests/lab will say so."
  node_packages docs || say "Going on: the tests of the documentation will say so."
  # shellcheck disable=SC2086  # target names are words
  build $targets
  run_ctest ${only[@]+"${only[@]}"} || return
  [ $# -gt 0 ] || "$BUILD/bin/hop-matrix" table print
}

# Steps 02 to the newest, optimised, and the proxies that are installed here.
run_bench() {
  local words=() slug steps
  while [ $# -gt 0 ]; do
    case $1 in
      --docs) words+=(--docs "$HOP_ROOT/docs") ;;
      --rounds | --requests) [ $# -gt 1 ] || misuse "bench: $1 wants a number"
        words+=("$1" "$2"); shift ;;
      --no-peers) words+=("$1") ;;
      *) misuse "bench does not know $1" ;;
    esac
    shift
  done
  PRESET=release BUILD=$HOP_ROOT/build/release
  prepare develop
  steps=$(written | tail -n +2)
  # shellcheck disable=SC2086  # target names are words
  build hop-bench-compare $steps
  for slug in $steps; do words+=("$slug=$BUILD/bin/$slug"); done
  exec "$BUILD/bin/hop-bench-compare" ${words[@]+"${words[@]}"}
}

# The cases on a real proxy. It is no part of any set: what a distribution ships
# changes under us, so nobody installs it unasked.
judge_peer() {
  local peer=$1 package targets="hop-peer hop-cases hop-matrix"
  case $peer in nginx | haproxy | apache | go) ;; *)
    misuse "which peer? matrix --peer nginx|haproxy|apache|go" ;;
  esac
  package=$(inventory peers | awk -v name="$peer" '$1 == name && $3 == "-" { print $2 }')
  [ -z "$package" ] || die "$peer is not installed; its package is $package."
  prepare develop
  if [ "$peer" = go ]; then
    targets+=" hop-peer-go"
    # Go may have come after CMake had looked for it.
    grep -q hop-peer-go "$BUILD/build.ninja" || cmake "$BUILD" >&2 || die "CMake failed, see above."
  fi
  # shellcheck disable=SC2086  # target names are words
  build $targets
  exec "$BUILD/bin/hop-matrix" peer "$peer"
}

run_matrix() {
  case ${1:-} in
    --peer) no_more_words "${@:3}"; judge_peer "${2:-}" ;;
    --peer=*) no_more_words "${@:2}"; judge_peer "${1#*=}" ;;
    *) no_more_words "$@"; prepare develop; build all; exec "$BUILD/bin/hop-matrix" all ;;
  esac
}
