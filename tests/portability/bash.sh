#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The bash of ./hop must run with bash 3.2, which is what macOS has. There is no
# bash 3.2 to try it with in Debian, so this looks for what came later: the
# table bash4.tsv, and arrays that may be empty. Each pattern is tried on a line
# that has the construct, and on one that only looks like it, first.
#   bash.sh                 the table on itself, then ./hop and its parts
#   HOP_BASH32=PATH bash.sh a bash 3.2 reads the files too (/bin/bash on macOS)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

TABLE=tests/portability/bash4.tsv
FILES=(hop .ci/run tools/hop/*.sh)
FAULTS=0

fault() { printf '%s\n' "$*"; FAULTS=$((FAULTS + 1)); }

# A file without what bash does not read: comments, at the same line numbers.
code() { sed -E 's/^[[:space:]]*#.*//; s/[[:space:]]#[[:space:]].*//' "$1"; }

# "LINE:TEXT" of each "${a[@]}" that bash before 4.4 calls unbound when a is
# empty (set -u). Right are the guard ${a[@]+"${a[@]}"}, and an array that is
# filled where it is made and nowhere emptied.
open_arrays() {
  code "$1" | sed -E 's/\$\{([A-Za-z_]+)\[@\]\+"\$\{[A-Za-z_]+\[@\]\}"\}//g' | awk '
    { lines[NR] = $0
      rest = $0
      while (match(rest, /[A-Za-z_]+=\( *[^ )]/)) {
        name = substr(rest, RSTART, RLENGTH); sub(/=.*/, "", name); filled[name] = 1
        rest = substr(rest, RSTART + RLENGTH) }
      rest = $0
      while (match(rest, /[A-Za-z_]+=\( *\)/)) {
        name = substr(rest, RSTART, RLENGTH); sub(/=.*/, "", name); emptied[name] = 1
        rest = substr(rest, RSTART + RLENGTH) } }
    END {
      for (i = 1; i <= NR; i++) {
        rest = lines[i]
        while (match(rest, /\$\{[A-Za-z_]+\[[@*]\]/)) {
          name = substr(rest, RSTART + 2, RLENGTH - 5)
          if (!(name in filled) || name in emptied) print i ":" lines[i]
          rest = substr(rest, RSTART + RLENGTH) } } }'
}

try_table() {
  local name since pattern has lookalike
  while IFS=$'\t' read -r name since pattern has lookalike; do
    grep -qE -e "$pattern" <<<"$has" || fault "the table does not notice $name in: $has"
    ! grep -qE -e "$pattern" <<<"$lookalike" || fault "the table takes this for $name: $lookalike"
  done < <(grep -v '^#' $TABLE)
}

# open_array_in YES|NO LINES
try_open_array() {
  local found=NO
  [ -z "$(printf '%s\n' "$2" | open_arrays /dev/stdin)" ] || found=YES
  [ $found = "$1" ] || fault "an array that may be empty, found: $found, true: $1, in: $2"
}

# shellcheck disable=SC2016  # samples, not expansions
try_open_arrays() {
  try_open_array YES 'local a=(); run "${a[@]}"'
  try_open_array YES 'run "${a[@]}"'
  try_open_array YES 'a=(x); a=(); run ${a[@]+"${a[@]}"} "${a[@]}"'
  try_open_array NO 'local a=(); run ${a[@]+"${a[@]}"}'
  try_open_array NO 'local a=(x y); a+=(z); run "${a[@]}"'
  try_open_array NO 'local a=(); [ ${#a[@]} = 0 ] # "${a[@]}"'
}

look_into() {
  local name since pattern hit
  while IFS=$'\t' read -r name since pattern _; do
    while read -r hit; do fault "$1:$hit   <- $name, since bash $since"; done \
      < <(code "$1" | grep -nE -e "$pattern")
  done < <(grep -v '^#' $TABLE)
  while read -r hit; do fault "$1:$hit   <- unbound when the array is empty, until bash 4.4"; done \
    < <(open_arrays "$1")
}

# A real one, where there is one.
read_by_bash32() {
  local shell file
  for shell in /bin/bash ${HOP_BASH32:+"$HOP_BASH32"}; do
    # shellcheck disable=SC2016  # for that shell to expand
    case $("$shell" -c 'echo "$BASH_VERSION"' 2>/dev/null) in 3.*) ;; *) continue ;; esac
    for file in "${FILES[@]}"; do "$shell" -n "$file" || fault "$shell cannot read $file"; done
    "$shell" hop help >/dev/null || fault "$shell hop help fails"
    return
  done
  echo "no bash 3.2 is here: its constructs were looked for, it was not run"
}

try_table
try_open_arrays
for file in "${FILES[@]}"; do look_into "$file"; done
read_by_bash32
if command -v shellcheck >/dev/null; then
  shellcheck -x "${FILES[@]}" || fault "shellcheck has something to say"
else
  echo "shellcheck is not here and was not asked"
fi
[ $FAULTS = 0 ] || { echo "$FAULTS faults"; exit 1; }
echo "${#FILES[@]} files hold nothing that is newer than bash 3.2"
