#include "tests/support/scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

namespace vefa::testing {

bool ScriptedServer::Peer::is_there() const {
  pollfd watched[] = {{socket_, POLLIN, 0}, {wake_, POLLIN, 0}};
  poll(watched, 2, -1);
  return watched[1].revents == 0;
}

bool ScriptedServer::Peer::say(std::string_view text) const {
  while (!text.empty()) {
    auto const sent = send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<std::string> ScriptedServer::Peer::hear() {
  for (;;) {
    if (auto const end = pending_.find("\r\n"); end != std::string::npos) {
      auto line = pending_.substr(0, end);
      pending_.erase(0, end + 2);
      return line;
    }
    char buffer[4096];
    auto const got = is_there() ? recv(socket_, buffer, sizeof buffer, 0) : 0;
    if (got <= 0) return std::nullopt;
    pending_.append(buffer, static_cast<std::size_t>(got));
  }
}

void ScriptedServer::Peer::be_silent() const {
  char buffer[4096];
  while (is_there() && recv(socket_, buffer, sizeof buffer, 0) > 0) continue;
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bool const listens = bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(listener_, 64) == 0 &&
                       getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("no port for a scripted server");
  port_ = ntohs(address.sin_port);
  wake_ = eventfd(0, EFD_CLOEXEC);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  eventfd_write(wake_, 1);
  thread_.join();
  close(listener_);
  close(wake_);
}

void ScriptedServer::serve() {
  std::vector<std::thread> peers;
  for (;;) {
    pollfd watched[] = {{listener_, POLLIN, 0}, {wake_, POLLIN, 0}};
    poll(watched, 2, -1);
    if (watched[1].revents != 0) break;
    int const socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    peers.emplace_back([this, socket] {
      Peer peer(socket, wake_);
      script_(peer);
      close(socket);
    });
  }
  for (auto& peer : peers) peer.join();
}

}  // namespace vefa::testing
