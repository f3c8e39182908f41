# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154  # part of ./hop, which sets the variables
# What this machine has, and how what it lacks is installed.

free_megabytes() { df -Pk "$HOP_ROOT" | awk 'NR == 2 { print int($4 / 1024) }'; }

# 3.25.1 -> 3025: major and minor as one number, to compare.
number() { awk -F. '{ print $1 * 1000 + $2 }' <<<"$1"; }

# "g++ 12.2" or "clang 14.0", asked of its macros: --version has many shapes.
compiler_version() {
  "$1" -dM -E -x c++ /dev/null 2>/dev/null | awk '
    { v[$2] = $3 }
    END { if ("__clang__" in v) print "clang", v["__clang_major__"] "." v["__clang_minor__"]
          else if ("__GNUC__" in v) print "g++", v["__GNUC__"] "." v["__GNUC_MINOR__"] }' || :
}

# "COMMAND KIND VERSION" of the first compiler that is new enough, or nothing.
# Beside an old c++ there may be a g++-12.
good_compiler() {
  local name kind version need
  for name in ${CXX:-c++} g++ clang++ g++-{15,14,13,12} clang++-{20,19,18,17,16,15,14}; do
    command -v "$name" >/dev/null || continue
    read -r kind version <<<"$(compiler_version "$name")"
    if [ "$kind" = g++ ]; then need=12000; else need=14000; fi
    [ "$(number "$version")" -lt $need ] || { echo "$name $kind $version"; return; }
  done
}

# "NAME PROBE PACKAGE" for each line of these sets.
wanted() {
  awk -v sets=" $* " -v manager="$MANAGER" '
    /^#set/ { for (i = 2; i <= NF; i++) if ($i == manager) column = i }
    column && $column != "-" && index(sets, " " $1 " ") { print $2, $3, $column }' "$PACKAGES"
}

# "PACKAGE VERSION" of those that are installed; asking needs no root.
installed() {
  case $MANAGER in
    apt-get) dpkg-query -W -f='${Package} ${Version} ${db:Status-Status}\n' "$@" |
      awk '$3 == "installed"' ;;
    dnf) rpm -q --qf '%{NAME} %{VERSION}\n' "$@" ;;
    pacman) pacman -Q "$@" ;;
    brew) brew list --versions "$@" ;;
  esac 2>/dev/null || :
}

# "NAME PACKAGE VERSION" for each line of these sets; VERSION "-" is missing.
inventory() {
  local have name probe one package version
  # shellcheck disable=SC2046  # package names are words
  have=$(installed $(wanted "$@" | awk '{ print $3 }'))
  wanted "$@" | while read -r name probe package; do
    version=$(awk -v package="$package" '$1 == package { print $2; exit }' <<<"$have")
    for one in ${probe//,/ }; do
      { command -v "$one" || ls "/usr/local/include/$one"; } &>/dev/null && : "${version:=found}"
    done
    echo "$name $package ${version:--}"
  done
}

missing() { inventory "$@" | awk '$3 == "-" && !seen[$2]++ { printf "%s ", $2 }'; }

# What Homebrew links into no common directory (keg-only, for macOS has its own)
# is found by CMake all the same, and so it is by the CMake of a learner's work/.
find_kegs() {
  local kegs
  kegs=$(brew --prefix)/opt
  export CMAKE_PREFIX_PATH="$kegs/openssl@3${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}"
  export PATH="$PATH:$kegs/llvm/bin"  # clang-tidy; last, the compiler stays Apple's
}

# In continuous integration (CI) nobody is there to type a password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  sudo ${CI:+-n} ${http_proxy:+--preserve-env=http_proxy,https_proxy} "$@"
}

run_manager() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120)
  case $MANAGER in
    apt-get) as_root "${apt[@]}" update &&
      as_root "${apt[@]}" --no-install-recommends install "$@" ;;
    dnf) as_root dnf -y --setopt=install_weak_deps=False install "$@" ;;
    pacman) as_root pacman -S --needed --noconfirm "$@" ;;
    brew) brew install "$@" ;;
  esac
}

# Installs what these sets lack; when it cannot, says what to do and fails.
install_sets() {
  local list
  list=$(missing "$@")
  if [ "$MANAGER" = none ]; then
    say "hop: none of apt-get, dnf, pacman, brew is here. Install by hand what $PACKAGES lists."
  elif [ -z "$list" ]; then
    return
  elif [ "$NO_INSTALL" = 1 ]; then
    say "Missing, and not installed as you asked: $list"
  elif [ "$MANAGER" != brew ] && [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    say "hop: only root may install packages, and sudo is not here. Let root install: $list"
  else
    say "[1/3] installing with $MANAGER: $list"
    # shellcheck disable=SC2086  # package names are words
    with_pulse "installing" run_manager $list && return
    say "hop: $MANAGER failed, its reason is above. No network? A proxy, but no http_proxy set?" \
      "Disk full ($(free_megabytes) MB free)? On Arch, old package lists: pacman -Syu."
  fi
  return 1
}

# check NAME TEXT WHAT-TO-DO CONDITION...
check() {
  if "${@:4}"; then printf 'ok       %-13s %s\n' "$1" "$2"; return; fi
  printf 'missing  %-13s %s -> %s\n' "$1" "${2:-none}" "$3"
  lacking=yes
}

check_tools() {
  local compiler cmake free lacking=''
  compiler=$(good_compiler) free=$(free_megabytes)
  cmake=$(cmake --version 2>/dev/null | awk 'NR == 1 { print $3 }') || :
  check compiler "${compiler:-$(compiler_version c++)}" \
    "g++ 12, clang 14 or newer (Ubuntu 22.04: g++-12, macOS: Xcode 15)" [ -n "$compiler" ]
  check CMake "$cmake" \
    "3.25 or newer (Debian 12, Ubuntu 24.04; cmake.org/download)" [ "$(number "$cmake")" -ge 3025 ]
  check disk "$free MB free" "make room for 300 MB (build/ may go at any time)" [ "$free" -ge 300 ]
  [ -z "$lacking" ]
}
