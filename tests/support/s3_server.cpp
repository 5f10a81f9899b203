#include "tests/support/s3_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace vefa::testing {
namespace {

constexpr std::size_t kPage = 7;  // of a list; small, so that every list has several

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const code = text[i] == '%' && i + 2 < text.size();
    out += code ? static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16))
                : text[i];
    if (code) i += 2;
  }
  return out;
}

std::string of(std::map<std::string, std::string> const& map, std::string const& name) {
  auto const found = map.find(name);
  return found == map.end() ? "" : found->second;
}

/// `Credential=…, SignedHeaders=…, Signature=…`
std::map<std::string, std::string> authorization(std::string_view header) {
  std::map<std::string, std::string> out;
  auto const space = header.find(' ');
  if (header.substr(0, space) != "AWS4-HMAC-SHA256") return out;
  for (auto const& part : split(header.substr(space + 1), ',')) {
    auto const text = trim(part);
    auto const equals = text.find('=');
    if (equals != std::string::npos) out[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return out;
}

std::string reply(int status, std::string const& body = "", std::string const& more = "") {
  return fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status,
                     body.size(), more, body);
}

std::string error(int status, std::string const& code) {
  return reply(status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>");
}

bool is_open(int peer, int wake) {
  pollfd watched[] = {{peer, POLLIN, 0}, {wake, POLLIN, 0}};
  poll(watched, 2, -1);
  return watched[1].revents == 0;
}

}  // namespace

S3Server::S3Server() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bool const listens = bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(listener_, 64) == 0 &&
                       getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("no port for an S3 server");
  port_ = ntohs(address.sin_port);
  wake_ = eventfd(0, EFD_CLOEXEC);
  thread_ = std::thread([this] { serve(); });
}

S3Server::~S3Server() {
  eventfd_write(wake_, 1);
  thread_.join();
  close(listener_);
  close(wake_);
}

std::map<std::string, std::string> S3Server::objects() const {
  std::lock_guard const lock(mutex_);
  return objects_;
}

void S3Server::change(std::string const& name, std::string const& bytes) {
  std::lock_guard const lock(mutex_);
  objects_[name] = bytes;
}

void S3Server::remove(std::string const& name) {
  std::lock_guard const lock(mutex_);
  objects_.erase(name);
}

void S3Server::serve() {
  std::vector<std::thread> peers;
  while (is_open(listener_, wake_)) {
    int const peer = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) continue;
    peers.emplace_back([this, peer] {
      converse(peer);
      close(peer);
    });
  }
  for (auto& peer : peers) peer.join();
}

void S3Server::converse(int peer) {
  std::string bytes;
  std::size_t head = std::string::npos;
  Request request;
  std::size_t wanted = 0;
  std::vector<char> buffer(1 << 16);
  while (head == std::string::npos || bytes.size() < head + 4 + wanted) {
    if (!is_open(peer, wake_)) return;
    auto const count = recv(peer, buffer.data(), buffer.size(), 0);
    if (count <= 0) return;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    if (head != std::string::npos) continue;
    head = bytes.find("\r\n\r\n");
    if (head == std::string::npos) continue;
    auto const lines = split(bytes.substr(0, head), '\n');
    auto const words = split(lines[0], ' ');
    request.method = words[0];
    auto const mark = words[1].find('?');
    request.path = words[1].substr(0, mark);
    if (mark != std::string::npos)
      for (auto const& pair : split(words[1].substr(mark + 1), '&')) {
        auto const equals = pair.find('=');
        request.query[pair.substr(0, equals)] =
            equals == std::string::npos ? "" : pair.substr(equals + 1);
      }
    for (std::size_t i = 1; i < lines.size(); ++i) {
      auto const colon = lines[i].find(':');
      auto name = lines[i].substr(0, colon);
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char c) { return std::tolower(c); });
      request.headers[name] = trim(lines[i].substr(colon + 1));
    }
    wanted = static_cast<std::size_t>(std::atoll(of(request.headers, "content-length").c_str()));
  }
  request.body = bytes.substr(head + 4);
  if (mood_ == Mood::Silent) {
    is_open(peer, wake_);  // until it is left, or we end
    return;
  }
  auto const text = answer(request);
  for (std::size_t sent = 0; sent < text.size();) {
    auto const count = send(peer, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

/// docs.aws.amazon.com, "Create a signed AWS API request".
bool S3Server::is_signed(Request const& request) {
  auto const given = authorization(of(request.headers, "authorization"));
  auto const scope = split(of(given, "Credential"), '/');
  if (scope.size() != 5 || scope[0] != kKey || scope[2] != kRegion || scope[3] != "s3")
    return false;
  auto const hash = of(request.headers, "x-amz-content-sha256");
  if (hash != hex(sha256(request.body))) return false;
  std::string query;
  for (auto const& [name, value] : request.query)
    query += (query.empty() ? "" : "&") + name + "=" + value;
  std::string headers;
  auto const names = split(of(given, "SignedHeaders"), ';');
  if (std::find(names.begin(), names.end(), "host") == names.end()) return false;
  for (auto const& name : names) headers += name + ":" + of(request.headers, name) + "\n";
  auto const canonical = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, request.path, query,
                                     headers, of(given, "SignedHeaders"), hash);
  auto const text =
      fmt::format("AWS4-HMAC-SHA256\n{}\n{}/{}/s3/aws4_request\n{}",
                  of(request.headers, "x-amz-date"), scope[1], scope[2], hex(sha256(canonical)));
  auto key = hmac_sha256("AWS4" + std::string(kSecret), scope[1]);
  for (auto const& part : {scope[2], scope[3], scope[4]}) key = hmac_sha256(key, part);
  return hex(hmac_sha256(key, text)) == of(given, "Signature");
}

std::string S3Server::answer(Request const& request) {
  if (mood_ == Mood::Busy) return error(503, "SlowDown");
  if (!is_signed(request)) {
    ++refused_;
    return error(403, "SignatureDoesNotMatch");
  }
  auto const name = unescaped(request.path.substr(1));
  auto const bucket = name.substr(0, name.find('/'));
  if (request.method == "GET" && request.query.contains("list-type")) return list(bucket, request);
  if (request.method == "POST" && request.query.contains("delete"))
    return remove_many(bucket, request);
  std::lock_guard const lock(mutex_);
  if (request.method == "PUT") {
    objects_[name] = request.body;
    return reply(200);
  }
  auto const found = objects_.find(name);
  if (found == objects_.end()) return error(404, "NoSuchKey");
  return request.method == "GET" ? reply(200, found->second) : error(405, "MethodNotAllowed");
}

std::string S3Server::list(std::string const& bucket, Request const& request) const {
  auto const prefix = unescaped(of(request.query, "prefix"));
  auto const after = unescaped(of(request.query, "continuation-token"));
  bool const grouped = request.query.contains("delimiter");
  std::string body = "<ListBucketResult><Prefix>" + prefix + "</Prefix>";
  std::set<std::string> seen;  // keys, or groups
  std::lock_guard const lock(mutex_);
  for (auto const& [full, bytes] : objects_) {
    if (!full.starts_with(bucket + "/" + prefix)) continue;
    auto name = full.substr(bucket.size() + 1);
    auto const slash = name.find('/', prefix.size());
    if (grouped && slash != std::string::npos) name = name.substr(0, slash + 1);
    if (name > after) seen.insert(name);
  }
  std::size_t count = 0;
  for (auto const& name : seen) {
    if (count++ == kPage) break;
    body += grouped && name.ends_with('/')
                ? "<CommonPrefixes><Prefix>" + name + "</Prefix></CommonPrefixes>"
                : "<Contents><Key>" + name + "</Key></Contents>";
  }
  if (seen.size() > kPage)
    body += "<NextContinuationToken>" + *std::next(seen.begin(), kPage - 1) +
            "</NextContinuationToken>";
  return reply(200, body + "</ListBucketResult>");
}

std::string S3Server::remove_many(std::string const& bucket, Request const& request) {
  if (of(request.headers, "content-md5").empty()) return error(400, "InvalidRequest");
  std::lock_guard const lock(mutex_);
  std::string const begin = "<Key>";
  for (std::size_t at = 0; (at = request.body.find(begin, at)) != std::string::npos;) {
    at += begin.size();
    objects_.erase(bucket + "/" + request.body.substr(at, request.body.find('<', at) - at));
  }
  return reply(200, "<DeleteResult></DeleteResult>");
}

}  // namespace vefa::testing
