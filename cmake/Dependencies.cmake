# SPDX-License-Identifier: MIT
# What must be installed, and how old it may be.
include_guard(GLOBAL)

find_package(Threads REQUIRED)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
find_package(Nghttp2 1.52 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS SSL Crypto)
find_package(Poco 1.11 REQUIRED COMPONENTS Foundation Net Util JSON)
