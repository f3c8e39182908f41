# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154  # part of ./hop, which sets the variables
# Configuring and building, no more often than needed.

# Runs a command, its output on stderr. A terminal shows apt's and ninja's own
# progress; elsewhere a line every 20 seconds says that it is alive.
with_pulse() {
  local label=$1 status=0 pulse
  shift
  if [ -t 2 ]; then "$@" >&2; return; fi
  ( nap=''
    trap '[ -z "$nap" ] || kill "$nap"; exit' TERM
    while sleep 20 >/dev/null 2>&1 & nap=$!; wait $nap; do say "  ... still $label"; done ) &
  pulse=$!
  trap 'kill '"$pulse" EXIT  # when we are interrupted
  "$@" >&2 || status=$?
  trap - EXIT
  kill "$pulse"; wait "$pulse" 2>/dev/null || :
  return "$status"
}

# True when CMake has found everything of this set since the table of packages
# last changed. Then neither the package manager nor the network is asked.
is_prepared() {
  local from
  from=$(sed -n 's/^CMAKE_HOME_DIRECTORY:[A-Z]*=//p' "$BUILD/CMakeCache.txt" 2>/dev/null) || :
  if [ -n "$from" ] && ! [ "$from" -ef "$HOP_ROOT" ]; then
    say "The build directory was made for $from: making it anew."
    rm -rf "$BUILD"
  fi
  [ -e "$BUILD/build.ninja" ] && [ "$BUILD/.set-$1" -nt "$PACKAGES" ]
}

# What a set needs with all that it stands on: develop comes on top of present.
sets_of() { case $1 in develop) echo learn present docs develop ;; *) echo learn "$1" ;; esac; }

# The npm packages of a directory, exactly those of its lock file. npm writes
# .package-lock.json last: where that is newer, nothing and nobody is asked.
node_packages() {
  local directory=$HOP_ROOT/$1
  [ ! "$directory/node_modules/.package-lock.json" -nt "$directory/package-lock.json" ] || return 0
  if [ "$NO_INSTALL" = 1 ]; then
    say "Missing, and not installed as you asked: the npm packages of $1"
  else
    say "[1/3] installing the npm packages of $1"
    (cd "$directory" && with_pulse "installing" npm ci --ignore-scripts --no-audit --no-fund) &&
      return
    say "hop: npm failed, its reason is above."
  fi
  return 1
}

# Installs and configures for learn or develop.
prepare() {
  local set=$1 flags=(--preset "$PRESET" --log-level=WARNING) complete=yes tools
  is_prepared "$set" && return
  # shellcheck disable=SC2046  # names of sets are words
  install_sets $(sets_of "$set") || complete=no
  tools=$(check_tools) || { grep ^missing <<<"$tools" >&2; die "this machine cannot build yet."; }
  [ "$set" != develop ] || flags+=(-DHOP_TESTS=ON)
  [ -e "$BUILD/build.ninja" ] || flags+=("-DCMAKE_CXX_COMPILER=$(good_compiler | sed 's/ .*//')")
  say "[2/3] configuring (preset $PRESET)"
  with_pulse "configuring" cmake -S "$HOP_ROOT" "${flags[@]}" ||
    die "CMake failed, its reason is above." "./hop doctor tells what is missing."
  # What today's sources do not use yet must not stop anybody.
  [ $complete = yes ] || say "Going on: what is missing is not needed for this."
  touch "$BUILD/.set-learn" "$BUILD/.set-$set"
}

# A dry run first: where nothing is to be done, nothing is said.
is_built() {
  local plan
  plan=$(cmake --build "$BUILD" --target "$@" -- -n 2>&1) || :
  case $plan in *"no work to do"*) return ;; esac
  return 1
}

build() {
  ! is_built "$@" || return 0
  say "[3/3] building: $*"
  with_pulse "building" cmake --build "$BUILD" --target "$@" && return
  rm -f "$BUILD"/.set-*  # a package may be gone: look again next time
  die "the build failed, its reason is above." "./hop doctor tells what is missing."
}
