// SPDX-License-Identifier: MIT
#include "common/io/TlsException.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <system_error>
#include <typeinfo>

namespace hop::io {

POCO_IMPLEMENT_EXCEPTION(TlsException, Poco::Net::NetException, "TLS")

std::string takeTlsError() {
  // The first error is the cause, the others are where it has passed through.
  const unsigned long code = ERR_peek_error();
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(code)) {
    return std::system_category().message(ERR_GET_REASON(code));
  }
  const char* text = ERR_reason_error_string(code);
  if (text == nullptr) return "failed for no known reason";
  const bool alert = ERR_GET_LIB(code) == ERR_LIB_SSL &&
                     ERR_GET_REASON(code) >= SSL_AD_REASON_OFFSET;
  return alert ? "the other side refused: " + std::string(text) : text;
}

}  // namespace hop::io
