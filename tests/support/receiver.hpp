// A real HTTP server on loopback that keeps what it was sent and answers as the test says.
#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vefa::testing {

struct Received {
  std::string request_line;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class Receiver {
 public:
  /// What to answer to the n-th request (from 1): the whole answer, head and body. An empty one
  /// ends the connection without a word.
  using Script = std::function<std::string(int)>;
  explicit Receiver(Script script);
  Receiver();  // answers 200 to all
  ~Receiver();

  static std::string answer(int status, std::string const& body = "ok",
                            std::string const& more_headers = "");
  int port() const { return port_; }
  std::string url(std::string const& path = "/hook") const;
  /// `127.0.0.1:port`, for Options::allow.
  std::string name() const;
  std::vector<Received> received() const;

 private:
  void serve();
  void converse(int socket);

  Script script_;
  int listener_;
  int port_;
  int wake_;
  mutable std::mutex mutex_;
  std::vector<Received> received_;
  std::thread thread_;
};

}  // namespace vefa::testing
