// What SMTP and IMAP share of libcurl; for this module's .cpp files only.
#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

#include "modules/channels/email/transport.hpp"

namespace vefa::email {

struct CurlCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCleanup>;

struct CurlListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListFree>;

/// A handle set up for the endpoint: URL, TLS, login, timeouts. `path` follows the port.
CurlHandle open_handle(Endpoint const& endpoint, char const* protocol, std::string const& path);
/// The kind of failure that libcurl's code means, before the server's words are looked at.
Failure failure_of(CURLcode code);

}  // namespace vefa::email
