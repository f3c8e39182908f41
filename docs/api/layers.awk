# SPDX-License-Identifier: MIT
# Doxygen's INPUT_FILTER: what a file of common/LAYER/ declares belongs to the
# group of that layer. So the group follows from the folder, and no header has
# to repeat it. Lines keep their numbers: the blank one behind the namespace's
# brace is used, for "@{" must begin a line.
FNR == 1 && match(FILENAME, /common\/[a-z0-9]+\//) {
  layer = substr(FILENAME, RSTART + 7, RLENGTH - 8)
}

layer != "" && /^namespace hop(::[a-z0-9]+)? \{$/ {
  print $0 " /** @addtogroup " layer
  if ((getline line) <= 0 || line != "") {
    print FILENAME ":" FNR ": a blank line belongs behind 'namespace'" >"/dev/stderr"
    exit 1
  }
  print "@{ */"
  next
}

layer != "" && /^\}  \/\/ namespace hop/ {
  print "/** @} */ " $0
  next
}

{ print }
