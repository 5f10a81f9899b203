#include "tests/support/http_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace vefa::testing {
namespace {

constexpr int kPatienceMs = 10000;

std::size_t add_body(char* bytes, std::size_t size, std::size_t count, void* out) {
  static_cast<std::string*>(out)->append(bytes, size * count);
  return size * count;
}

std::size_t add_header(char* bytes, std::size_t size, std::size_t count, void* out) {
  std::string_view const line(bytes, size * count);
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) return size * count;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  (*static_cast<std::map<std::string, std::string>*>(out))[name] = trim(line.substr(colon + 1));
  return size * count;
}

}  // namespace

std::string HttpAnswer::header(std::string const& name) const {
  auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Json HttpAnswer::json() const { return boost::json::parse(body); }

std::string HttpAnswer::problem_key(std::string_view field) const {
  auto const all = json().as_object();
  for (auto const& error : all.at("errors").as_array())
    if (field.empty() || error.at("field").as_string() == field)
      return std::string(error.at("key").as_string());
  if (!field.empty()) return {};
  std::string const type(all.at("type").as_string());
  return type.substr(std::string_view("urn:vefa:").size());
}

struct HttpClient::State {
  CURL* curl = curl_easy_init();
  ~State() { curl_easy_cleanup(curl); }
};

HttpClient::HttpClient(int port, std::string host)
    : state_(std::make_unique<State>()), port_(port), host_(std::move(host)) {}
HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::send(std::string const& method, std::string const& path,
                            std::string const& body, HttpHeaders const& more) {
  CURL* const curl = state_->curl;
  curl_easy_reset(curl);
  HttpAnswer answer;
  std::string const url =
      std::string(tls ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_) + path;
  curl_slist* list = curl_slist_append(nullptr, ("Host: " + host_).c_str());
  list = curl_slist_append(list, "Expect:");
  if (!token.empty()) list = curl_slist_append(list, ("Authorization: Bearer " + token).c_str());
  for (auto const* all : std::initializer_list<HttpHeaders const*>{&headers, &more})
    for (auto const& [name, value] : *all)
      list = curl_slist_append(list, (name + ": " + value).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(kPatienceMs * 6));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, add_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
  if (method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
  curl_easy_perform(curl);  // without an answer the status stays 0
  long status = 0, made = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &made);
  curl_slist_free_all(list);
  answer.status = static_cast<int>(status);
  connections_ += static_cast<int>(made);
  return answer;
}

namespace {

HttpHeaders as_json(HttpHeaders more) {
  more.emplace_back("Content-Type", "application/json");
  return more;
}

}  // namespace

HttpAnswer HttpClient::get(std::string const& path, HttpHeaders const& more) {
  return send("GET", path, "", more);
}
HttpAnswer HttpClient::post(std::string const& path, std::string const& json,
                            HttpHeaders const& more) {
  return send("POST", path, json, as_json(more));
}
HttpAnswer HttpClient::put(std::string const& path, std::string const& json,
                           HttpHeaders const& more) {
  return send("PUT", path, json, as_json(more));
}
HttpAnswer HttpClient::patch(std::string const& path, std::string const& json,
                             HttpHeaders const& more) {
  return send("PATCH", path, json, as_json(more));
}
HttpAnswer HttpClient::del(std::string const& path, HttpHeaders const& more) {
  return send("DELETE", path, "", more);
}

BareSocket::BareSocket(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection to port " + std::to_string(port));
}
BareSocket::~BareSocket() { ::close(fd_); }

bool BareSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool BareSocket::read_more() {
  pollfd waiting{fd_, POLLIN, 0};
  if (::poll(&waiting, 1, kPatienceMs) != 1) return false;
  char bytes[65536];
  auto const n = ::recv(fd_, bytes, sizeof bytes, 0);
  ended_ = n <= 0;
  if (n > 0) pending_.append(bytes, static_cast<std::size_t>(n));
  return n > 0;
}

std::string BareSocket::read_until(std::string_view end) {
  for (;;) {
    auto const at = pending_.find(end);
    if (at != std::string::npos) {
      std::string out = pending_.substr(0, at + end.size());
      pending_.erase(0, at + end.size());
      return out;
    }
    if (!read_more()) return std::exchange(pending_, {});
  }
}

std::string BareSocket::read_all() {
  while (read_more()) {
  }
  return std::exchange(pending_, {});
}

}  // namespace vefa::testing
