# SPDX-License-Identifier: MIT
# What the lock file of a directory says, installed once; without network when
# it is there.
set(installed "${DIRECTORY}/node_modules/.package-lock.json")
if(EXISTS "${installed}" AND "${installed}" IS_NEWER_THAN "${DIRECTORY}/package-lock.json")
  message("node_modules is up to date")
  return()
endif()
execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund
  WORKING_DIRECTORY "${DIRECTORY}"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "npm ci in ${DIRECTORY} failed: no network?")
endif()
