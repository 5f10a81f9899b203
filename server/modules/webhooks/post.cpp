#include "modules/webhooks/post.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include "modules/webhooks/rules.hpp"

namespace vefa::webhooks {
namespace {

constexpr std::size_t kExcerptBytes = 2048;
constexpr std::size_t kMostBytes = 64 * 1024;
constexpr long kConnectTimeoutMs = 5000;

struct Exchange {
  bool any_address = false;
  bool blocked = false;
  std::size_t received = 0;
  std::string excerpt;
};

// The address is checked here, where it is used: a name may resolve to another one each time.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<Exchange*>(data);
  if (!exchange.any_address && !is_public_address(address->addr)) {
    exchange.blocked = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  auto const room = kExcerptBytes - std::min(exchange.excerpt.size(), kExcerptBytes);
  exchange.excerpt.append(bytes, std::min(count, room));
  exchange.received += count;
  return exchange.received > kMostBytes ? 0 : count;
}

Fault fault_of(CURLcode code, Exchange const& exchange) {
  if (exchange.blocked) return Fault::Blocked;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Fault::NameNotFound;
    case CURLE_OPERATION_TIMEDOUT:
      return Fault::TimedOut;
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return Fault::NotReached;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
      return Fault::Tls;
    default:
      return Fault::Other;
  }
}

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;
using TextList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

TextList host_list(Options const& options) {
  curl_slist* list = nullptr;
  for (auto const& host : options.hosts) list = curl_slist_append(list, host.c_str());
  return {list, curl_slist_free_all};
}

TextList header_list(Headers const& headers) {
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
  list = curl_slist_append(list, "Expect:");  // no second round trip
  for (auto const& [name, value] : headers)
    list = curl_slist_append(list, (name + ": " + value).c_str());
  return {list, curl_slist_free_all};
}

void set_limits(CURL* curl, Options const& options, Target const& target) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   std::min(static_cast<long>(options.timeout.count()), kConnectTimeoutMs));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, target.is_secure ? "https" : "http");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
}

void judge(Answer& answer, CURLcode code, Exchange const& exchange, char const* words) {
  // An answer that is too long was cut by us; its status counts.
  bool const cut = code == CURLE_WRITE_ERROR && exchange.received > kMostBytes;
  if (code != CURLE_OK && !cut) {
    answer.fault = fault_of(code, exchange);
    answer.detail = *words != '\0' ? words : curl_easy_strerror(code);
    if (exchange.blocked) answer.detail.clear();
    return;
  }
  auto const status = answer.status.value_or(0);
  if (status < 200 || status > 299) answer.fault = Fault::Status;
}

std::string storable(std::string bytes) {
  std::erase(bytes, '\0');
  return repair_utf8(bytes);
}

}  // namespace

Answer post(Options const& options, std::string const& url, Headers const& headers,
            std::string const& body) {
  static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  Answer answer;
  // Checked again: what was allowed when the webhook was made may no longer be.
  auto const target = check_url(url, options.allow);
  if (!ready || !target) {
    answer.fault = Fault::Blocked;
    return answer;
  }
  Handle const curl(curl_easy_init(), curl_easy_cleanup);
  auto const list = header_list(headers);
  auto const hosts = host_list(options);
  Exchange exchange{.any_address = is_allowed(*target, options.allow)};
  char words[CURL_ERROR_SIZE] = "";
  set_limits(curl.get(), options, *target);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, hosts.get());
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "Vefa-Webhooks/1");
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, list.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words);

  auto const begin = std::chrono::steady_clock::now();
  auto const code = curl_easy_perform(curl.get());
  answer.duration_ms =
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin).count();
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 0) answer.status = status;
  answer.excerpt = storable(exchange.excerpt);
  judge(answer, code, exchange, words);
  answer.detail = storable(answer.detail);
  return answer;
}

}  // namespace vefa::webhooks
