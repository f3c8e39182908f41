# SPDX-License-Identifier: MIT
# For work/CMakeLists.txt, where a learner writes a step: the same add_step() as
# in cmake/AddStep.cmake, made for a short wait. The layers below are linked as
# ./hop has built them (HOP_BUILD), and the headers of the step are compiled
# once. A warning is a warning here and no error, or nobody could try half of a
# function.
include_guard(GLOBAL)

get_filename_component(HOP_ROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
set(HOP_BUILD "${HOP_ROOT}/build/dev" CACHE PATH "Where ./hop has built common/")
# No build type: -O0 and no -g, a second less to wait. For a debugger, configure
# build/ with -DCMAKE_BUILD_TYPE=Debug.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)

include("${HOP_ROOT}/cmake/Dependencies.cmake")
include("${HOP_BUILD}/HopLibraries.cmake")
get_target_property(options hop_options INTERFACE_COMPILE_OPTIONS)
list(REMOVE_ITEM options -Werror)
list(APPEND options -Wno-unused-function)  # what is given waits for its call
set_target_properties(hop_options PROPERTIES
  INTERFACE_COMPILE_OPTIONS "${options}")

# Linking is a third of the wait with GNU ld. On macOS the usual one is quick.
find_program(HOP_QUICK_LINKER NAMES ld.mold ld.lld ld.gold)
if(HOP_QUICK_LINKER AND NOT APPLE)
  string(REGEX REPLACE ".*ld\\." "-fuse-ld=" quick "${HOP_QUICK_LINKER}")
  add_link_options("${quick}")
endif()

function(add_step slug)
  cmake_parse_arguments(STEP "" "" "LIBS" ${ARGN})
  list(TRANSFORM STEP_LIBS REPLACE "^hop::" "hop_")
  add_executable(${slug} main.cpp)
  target_compile_definitions(${slug} PRIVATE "HOP_STEP=\"${slug}\"")
  target_link_libraries(${slug} PRIVATE ${STEP_LIBS})
  file(STRINGS "${HOP_ROOT}/steps/${slug}/main.cpp" headers REGEX "^#include")
  list(TRANSFORM headers REPLACE "^#include " "")
  list(TRANSFORM headers REPLACE "^\"(.*)\"$" "${HOP_ROOT}/\\1")
  target_precompile_headers(${slug} PRIVATE ${headers})
endfunction()
