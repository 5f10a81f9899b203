// A load over keep-alive connections: each sends its next request when the last was answered.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace vefa::bench {

struct Aim {
  int port = 0;
  int connections = 64;
  double seconds = 5;  // measured, after
  double warm_up_seconds = 1;
  int status = 200;  // any other answer is a miss
  /// The bytes of the n-th request of the whole load; called by one thread.
  std::function<std::string(long n)> request;
};

/// What came of it. Times in milliseconds, from the first byte sent to the last one read.
struct Hits {
  long answered = 0;
  long missed = 0;
  std::string first_miss;  // status line and body of the first wrong answer
  double per_second = 0;
  double p50_ms = 0;
  double p95_ms = 0;
  double p99_ms = 0;
};
/// Throws std::runtime_error when a connection is refused or cut.
Hits fire(Aim const& aim);

/// A request as bytes. `body` empty: none.
std::string http_request(std::string const& method, std::string const& target,
                         std::string const& token, std::string const& body = {},
                         std::string const& type = "application/json");

}  // namespace vefa::bench
