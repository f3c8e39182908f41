// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Lane.h"

#include <functional>
#include <string>

namespace hop::wire {

/// Says the heads of HTTP/2 connections again, each field through @p replace:
/// HPACK hides a date from whoever looks at octets, and its length depends on
/// the value. Frames of the connection itself (SETTINGS and the like) come
/// first in their moment: how they fall between the others is chance. Chance is
/// also whether the end of a stream stands on its last octets or on an empty
/// DATA frame behind them: here it always stands on the octets.
void restateHttp2(Lane& lane,
                  const std::function<std::string(std::string)>& replace);

}  // namespace hop::wire
