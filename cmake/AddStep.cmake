# SPDX-License-Identifier: MIT
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/Project.cmake")

# A step configured alone (cmake -S steps/05-hop-by-hop) brings common/ along.
if(NOT TARGET hop::cli)
  add_subdirectory("${HOP_ROOT}/common" "${CMAKE_BINARY_DIR}/common")
endif()

# add_step(05-hop-by-hop LIBS hop::cli Poco::Net)
# One step program: main.cpp of the current directory, and its bill of
# materials. HOP_STEP is the step's name, so that no main.cpp has to repeat it.
function(add_step slug)
  cmake_parse_arguments(STEP "" "" "LIBS" ${ARGN})
  add_executable(${slug} main.cpp)
  target_compile_definitions(${slug} PRIVATE "HOP_STEP=\"${slug}\"")
  target_link_libraries(${slug} PRIVATE hop_options ${STEP_LIBS})
  set_target_properties(${slug} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
endfunction()
