# SPDX-License-Identifier: MIT
# What every target of the project shares: the language, the warnings, the
# sanitizers, POCO and OpenSSL. Included by the root and by each step when it is
# configured alone; including it twice changes nothing.
include_guard(GLOBAL)

get_filename_component(HOP_ROOT "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Debug)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

include("${CMAKE_CURRENT_LIST_DIR}/Dependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Sanitizers.cmake")

# Every target links this one: nothing is set for the whole directory tree.
add_library(hop_options INTERFACE)
target_compile_features(hop_options INTERFACE cxx_std_20)
target_compile_options(hop_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
target_include_directories(hop_options INTERFACE "${HOP_ROOT}")
target_link_libraries(hop_options INTERFACE Threads::Threads)
hop_enable_sanitizers(hop_options)
