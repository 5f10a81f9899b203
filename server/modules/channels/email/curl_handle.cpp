#include "modules/channels/email/curl_handle.hpp"

#include <fmt/format.h>

namespace vefa::email {

CurlHandle open_handle(Endpoint const& endpoint, char const* protocol, std::string const& path) {
  static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  CurlHandle handle(started ? curl_easy_init() : nullptr);
  if (!handle) throw TransportFailure(Failure::Connection, "libcurl could not be started");
  auto* h = handle.get();
  bool const implicit = endpoint.security == Security::Tls;
  std::string const host =
      endpoint.host.find(':') != std::string::npos ? "[" + endpoint.host + "]" : endpoint.host;
  std::string const url =
      fmt::format("{}{}://{}:{}/{}", protocol, implicit ? "s" : "", host, endpoint.port, path);
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps,imap,imaps");
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(h, CURLOPT_PROXY, "");
  curl_easy_setopt(
      h, CURLOPT_USE_SSL,
      static_cast<long>(endpoint.security == Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(h, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!endpoint.ca_pem.empty()) {
    curl_blob blob{const_cast<char*>(endpoint.ca_pem.data()), endpoint.ca_pem.size(),
                   CURL_BLOB_COPY};
    curl_easy_setopt(h, CURLOPT_CAINFO_BLOB, &blob);
  }
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(endpoint.connect_timeout.count()));
  if (!endpoint.user.empty()) {
    curl_easy_setopt(h, CURLOPT_USERNAME, endpoint.user.c_str());
    bool const token = endpoint.auth == Auth::Oauth2;
    curl_easy_setopt(h, token ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, endpoint.secret.c_str());
  }
  return handle;
}

Failure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
      return Failure::Login;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return Failure::Security;
    default:
      return Failure::Connection;
  }
}

}  // namespace vefa::email
