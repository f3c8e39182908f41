// SPDX-License-Identifier: MIT
#include "common/client/UpstreamBusy.h"

#include <typeinfo>

namespace hop::client {

POCO_IMPLEMENT_EXCEPTION(UpstreamBusy, Poco::Net::NetException,
                         "the upstream is too busy")

}  // namespace hop::client
