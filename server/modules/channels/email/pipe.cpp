#include <curl/curl.h>

#include "modules/channels/email/curl_handle.hpp"
#include "modules/channels/email/email.hpp"

namespace vefa::email {
namespace {

constexpr int kStored = 0;
constexpr int kNeverTaken = 65;  // EX_DATAERR
constexpr int kTryAgain = 75;    // EX_TEMPFAIL

std::size_t on_answer(char* bytes, std::size_t size, std::size_t count, void* to) {
  constexpr std::size_t kEnough = 2000;
  auto& text = *static_cast<std::string*>(to);
  if (text.size() < kEnough) text.append(bytes, std::min(size * count, kEnough - text.size()));
  return size * count;
}

std::string escaped(CURL* handle, std::string const& text) {
  char* out = curl_easy_escape(handle, text.c_str(), static_cast<int>(text.size()));
  std::string const copy = out ? out : "";
  curl_free(out);
  return copy;
}

}  // namespace

int run_intake(IntakeCommand const& command, std::string_view raw, std::string& says) {
  static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  CurlHandle const handle(started ? curl_easy_init() : nullptr);
  if (!handle) {
    says = "libcurl could not be started";
    return kTryAgain;
  }
  auto* h = handle.get();
  std::string url = command.server_url + "/api/v1/intake/email?source=pipe";
  if (!command.envelope_to.empty()) url += "&envelope_to=" + escaped(h, command.envelope_to);
  CurlList headers(curl_slist_append(nullptr, ("Authorization: Bearer " + command.token).c_str()));
  headers.reset(curl_slist_append(headers.release(), "Content-Type: message/rfc822"));
  headers.reset(curl_slist_append(headers.release(), "Expect:"));
  std::string answer;
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(raw.size()));
  curl_easy_setopt(h, CURLOPT_POSTFIELDS, raw.data());
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_answer);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, 20L);
  curl_easy_setopt(h, CURLOPT_TIMEOUT, 120L);
  auto const code = curl_easy_perform(h);
  if (code != CURLE_OK) {
    says = curl_easy_strerror(code);
    return kTryAgain;
  }
  long status = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  says = answer;
  if (status >= 200 && status < 300) return kStored;
  // A wrong token is mended by a person; until then the mail must wait at the mail server.
  return status == 413 || status == 422 ? kNeverTaken : kTryAgain;
}

}  // namespace vefa::email
