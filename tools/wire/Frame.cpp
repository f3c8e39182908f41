// SPDX-License-Identifier: MIT
#include "tools/wire/Frame.h"

#include <algorithm>

namespace hop::wire {

bool Frame::has(const char* flag) const {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

}  // namespace hop::wire
