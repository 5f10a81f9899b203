#include "tests/support/receiver.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.hpp"

namespace vefa::testing {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Received parse(std::string const& head) {
  Received found;
  for (auto const& line : split(head, '\n')) {
    auto const clean = trim(line);
    auto const colon = clean.find(':');
    if (found.request_line.empty()) {
      found.request_line = clean;
    } else if (colon != std::string::npos) {
      found.headers[lower(clean.substr(0, colon))] = trim(clean.substr(colon + 1));
    }
  }
  return found;
}

}  // namespace

Receiver::Receiver(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(listen(listener_, 64), 0);
  socklen_t size = sizeof address;
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  wake_ = eventfd(0, EFD_CLOEXEC);
  thread_ = std::thread([this] { serve(); });
}

Receiver::Receiver() : Receiver([](int) { return answer(200); }) {}

Receiver::~Receiver() {
  eventfd_write(wake_, 1);
  thread_.join();
  close(listener_);
  close(wake_);
}

std::string Receiver::answer(int status, std::string const& body, std::string const& more_headers) {
  return fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(),
                     more_headers, body);
}

std::string Receiver::url(std::string const& path) const { return "http://" + name() + path; }
std::string Receiver::name() const { return "127.0.0.1:" + std::to_string(port_); }

std::vector<Received> Receiver::received() const {
  std::lock_guard const lock(mutex_);
  return received_;
}

void Receiver::serve() {
  for (;;) {
    pollfd watched[] = {{listener_, POLLIN, 0}, {wake_, POLLIN, 0}};
    poll(watched, 2, -1);
    if (watched[1].revents != 0) return;
    int const peer = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) continue;
    converse(peer);
    close(peer);
  }
}

void Receiver::converse(int peer) {
  std::string bytes;
  char buffer[4096];
  std::size_t head = std::string::npos;
  Received found;
  std::size_t wanted = 0;
  while (head == std::string::npos || bytes.size() < head + 4 + wanted) {
    auto const count = recv(peer, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    bytes.append(buffer, static_cast<std::size_t>(count));
    if (bytes[0] == 0x16) {  // TLS, to which a server without it answers in the clear
      auto const refusal = answer(400);
      send(peer, refusal.data(), refusal.size(), MSG_NOSIGNAL);
      return;
    }
    if (head != std::string::npos) continue;
    head = bytes.find("\r\n\r\n");
    if (head == std::string::npos) continue;
    found = parse(bytes.substr(0, head));
    wanted = static_cast<std::size_t>(std::atoi(found.headers["content-length"].c_str()));
  }
  found.body = bytes.substr(head + 4);
  int number = 0;
  {
    std::lock_guard const lock(mutex_);
    received_.push_back(std::move(found));
    number = static_cast<int>(received_.size());
  }
  auto const reply = script_(number);
  std::size_t sent = 0;
  while (sent < reply.size()) {
    auto const count = send(peer, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

}  // namespace vefa::testing
