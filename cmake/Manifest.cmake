# SPDX-License-Identifier: MIT
# Reads steps/steps.json: HOP_STEPS is the list of slugs that are written
# ("05-hop-by-hop"); a step with "status": "planned" is not built.
include_guard(GLOBAL)

set(HOP_MANIFEST "${CMAKE_CURRENT_LIST_DIR}/../steps/steps.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${HOP_MANIFEST}")

file(READ "${HOP_MANIFEST}" manifest)
string(JSON count LENGTH "${manifest}" steps)
math(EXPR last "${count} - 1")
set(HOP_STEPS "")
foreach(index RANGE ${last})
  string(JSON slug GET "${manifest}" steps ${index} slug)
  string(JSON status GET "${manifest}" steps ${index} status)
  if(status STREQUAL "written")
    list(APPEND HOP_STEPS "${slug}")
  endif()
endforeach()
