// A TCP server on loopback that says what a test tells it to say: one that hangs, lies, or cuts.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace vefa::testing {

class ScriptedServer {
 public:
  /// One client, as the server sees it.
  class Peer {
   public:
    Peer(int socket, int wake) : socket_(socket), wake_(wake) {}
    /// False when the client is gone.
    bool say(std::string_view text) const;
    /// The next line without its end; nothing when the client is gone.
    std::optional<std::string> hear();
    /// Until the client leaves, or the server ends.
    void be_silent() const;

   private:
    bool is_there() const;
    int socket_;
    int wake_;
    std::string pending_;
  };
  /// Called for each client on a thread of its own; the connection is cut when it returns.
  using Script = std::function<void(Peer&)>;

  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  ScriptedServer(ScriptedServer const&) = delete;
  ScriptedServer& operator=(ScriptedServer const&) = delete;
  int port() const { return port_; }

 private:
  void serve();

  Script const script_;
  int listener_ = -1;
  int wake_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace vefa::testing
