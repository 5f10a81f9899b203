// A synchronous HTTP client for tests (libcurl), and a bare socket for what no client would send.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace vefa::testing {

struct HttpAnswer {
  int status = 0;  // 0: no answer came
  std::string body;
  std::map<std::string, std::string> headers;  // names in lower case; the last of each name

  std::string header(std::string const& lower_case_name) const;  // empty when absent
  /// Throws when the body is no JSON.
  Json json() const;
  /// The `key` of a problem's field (`""`: of the first error, else of `type`); empty when absent.
  std::string problem_key(std::string_view field = "") const;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// Keeps its connection. Not for several threads at once.
class HttpClient {
 public:
  /// `host` goes into the Host header and chooses the company.
  explicit HttpClient(int port, std::string host = "127.0.0.1");
  ~HttpClient();
  HttpClient(HttpClient const&) = delete;
  HttpClient& operator=(HttpClient const&) = delete;

  std::string token;    // sent as Bearer when not empty
  HttpHeaders headers;  // sent with each request
  bool tls = false;     // believes any certificate

  HttpAnswer get(std::string const& path, HttpHeaders const& more = {});
  HttpAnswer post(std::string const& path, std::string const& json, HttpHeaders const& more = {});
  HttpAnswer put(std::string const& path, std::string const& json, HttpHeaders const& more = {});
  HttpAnswer patch(std::string const& path, std::string const& json, HttpHeaders const& more = {});
  HttpAnswer del(std::string const& path, HttpHeaders const& more = {});
  /// Any method; `body` empty and no Content-Type among `more`: no body.
  HttpAnswer send(std::string const& method, std::string const& path, std::string const& body,
                  HttpHeaders const& more);
  /// New TCP connections made so far.
  int connections() const { return connections_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  int port_;
  std::string host_;
  int connections_ = 0;
};

/// A TCP connection to 127.0.0.1; for broken, slow and pipelined requests and for streams.
class BareSocket {
 public:
  explicit BareSocket(int port);
  ~BareSocket();
  BareSocket(BareSocket const&) = delete;
  BareSocket& operator=(BareSocket const&) = delete;

  /// False when the other side is gone.
  bool send(std::string_view bytes);
  /// Reads until `end` has come (it is included), the connection ends, or 10 s have passed.
  std::string read_until(std::string_view end);
  /// Reads until the connection ends, or 10 s have passed (then `ended` is false).
  std::string read_all();
  bool ended() const { return ended_; }

 private:
  bool read_more();
  int fd_;
  std::string pending_;
  bool ended_ = false;
};

}  // namespace vefa::testing
