// SPDX-License-Identifier: MIT
#include "common/io/TlsFiles.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <string_view>

namespace hop::io {

namespace {

bool isError(unsigned long code, int library, int reason) {
  return ERR_GET_LIB(code) == library && ERR_GET_REASON(code) == reason;
}

/// One sentence about a file that OpenSSL does not take.
[[noreturn]] void rejectFile(const std::string& file, std::string_view what) {
  const unsigned long code = ERR_peek_error();
  const bool empty =
      isError(code, ERR_LIB_PEM, PEM_R_NO_START_LINE) ||
      isError(code, ERR_LIB_OSSL_DECODER, ERR_R_UNSUPPORTED) ||
      isError(code, ERR_LIB_X509, X509_R_NO_CERTIFICATE_OR_CRL_FOUND);
  const std::string reason = takeTlsError();
  if (ERR_SYSTEM_ERROR(code)) {
    throw TlsException("cannot read '" + file + "': " + reason);
  }
  if (empty) {
    throw TlsException("'" + file + "' holds no " + std::string(what) +
                       " in PEM form");
  }
  throw TlsException("cannot use the " + std::string(what) + " in '" + file +
                     "': " + reason);
}

/// OpenSSL would ask on the terminal; a server has none.
int refusePassphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

}  // namespace

void useCertificateFiles(SSL_CTX* context, const Certificate& certificate) {
  const std::string& file = certificate.certificateFile;
  const std::string& keyFile = certificate.keyFile;
  if (SSL_CTX_use_certificate_chain_file(context, file.c_str()) != 1) {
    rejectFile(file, "certificate");
  }
  bool encrypted = false;
  SSL_CTX_set_default_passwd_cb(context, refusePassphrase);
  SSL_CTX_set_default_passwd_cb_userdata(context, &encrypted);
  const int used =
      SSL_CTX_use_PrivateKey_file(context, keyFile.c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_set_default_passwd_cb_userdata(context, nullptr);
  if (encrypted) {
    throw TlsException("the key in '" + keyFile +
                       "' is encrypted: decrypt it first");
  }
  const bool strange = ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_X509;
  if (used != 1 && !strange) rejectFile(keyFile, "key");
  if (used != 1 || SSL_CTX_check_private_key(context) != 1) {
    throw TlsException("the key in '" + keyFile +
                       "' does not belong to the certificate in '" + file +
                       "'");
  }
}

void useAuthorityFile(SSL_CTX* context, const std::string& file) {
  if (SSL_CTX_load_verify_file(context, file.c_str()) != 1) {
    rejectFile(file, "certificate");
  }
  // What the user names is trusted, root or not.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context),
                              X509_V_FLAG_PARTIAL_CHAIN);
}

}  // namespace hop::io
