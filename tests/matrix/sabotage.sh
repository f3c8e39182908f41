#!/bin/sh
# SPDX-License-Identifier: MIT
# sabotage.sh PATCH-PROGRAM SOURCE PATCH COPY: a sabotaged copy of a step. Where
# the patch does not apply (somebody is editing the step), the copy is a program
# that says so: its test fails, and nobody's build.
if ! "$1" --silent --fuzz=0 --output "$4" "$2" "$3"; then
  cat >"$4" <<TEXT
#include <cstdio>
int main() {
  std::fputs("the patch $(basename "$3") does not apply any more\\n", stderr);
  return 1;
}
TEXT
fi
