# SPDX-License-Identifier: MIT
include_guard(GLOBAL)

set(HOP_SANITIZE "" CACHE STRING
  "Sanitizers to build with: empty, 'address,undefined' or 'thread'")
option(HOP_COVERAGE "Instrument for coverage (gcov)" OFF)

# Turns on what HOP_SANITIZE and HOP_COVERAGE ask for on an interface target.
function(hop_enable_sanitizers target)
  if(HOP_SANITIZE)
    target_compile_options(${target} INTERFACE
      "-fsanitize=${HOP_SANITIZE}" -fno-omit-frame-pointer
      -fno-sanitize-recover=all
      # POCO reads a status such as 599 into its enum HTTPStatus; every status
      # from 100 to 999 must pass a proxy.
      -fno-sanitize=enum)
    target_link_options(${target} INTERFACE "-fsanitize=${HOP_SANITIZE}")
  endif()
  if(HOP_COVERAGE)
    target_compile_options(${target} INTERFACE --coverage)
    target_link_options(${target} INTERFACE --coverage)
  endif()
endfunction()
