#include "bench/load.hpp"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <exception>
#include <stdexcept>

namespace vefa::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

struct Field {
  Aim const& aim;
  Clock::time_point measure_from;
  Clock::time_point until;
  long next = 0;
  std::vector<double> times_ms;
  Hits hits;
  std::exception_ptr failure;
};

double ms_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

asio::awaitable<void> shoot(Field& field) {
  auto const executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  tcp::endpoint const target(asio::ip::address_v4::loopback(),
                             static_cast<unsigned short>(field.aim.port));
  co_await socket.async_connect(target, asio::use_awaitable);
  socket.set_option(tcp::no_delay(true));
  boost::beast::flat_buffer buffer;
  for (;;) {
    auto const sent = Clock::now();
    if (sent >= field.until) co_return;
    std::string const bytes = field.aim.request(field.next++);
    co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
    http::response<http::string_body> answer;
    co_await http::async_read(socket, buffer, answer, asio::use_awaitable);
    auto const read = Clock::now();
    if (static_cast<int>(answer.result_int()) != field.aim.status) {
      if (field.hits.missed++ == 0)
        field.hits.first_miss = std::to_string(answer.result_int()) + " " + answer.body();
    } else if (sent >= field.measure_from && read <= field.until) {
      field.times_ms.push_back(ms_between(sent, read));
    }
  }
}

double share_of(std::vector<double> const& sorted, double share) {
  if (sorted.empty()) return 0;
  auto const at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(at, sorted.size() - 1)];
}

}  // namespace

Hits fire(Aim const& aim) {
  asio::io_context io(1);
  auto const start = Clock::now();
  auto const after = [&](double seconds) {
    return start +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  };
  Field field{.aim = aim,
              .measure_from = after(aim.warm_up_seconds),
              .until = after(aim.warm_up_seconds + aim.seconds)};
  for (int i = 0; i < aim.connections; ++i) {
    auto shooting = shoot(field);
    asio::co_spawn(io, std::move(shooting), [&](std::exception_ptr failure) {
      if (failure && !field.failure) field.failure = failure;
    });
  }
  io.run();
  if (field.failure) std::rethrow_exception(field.failure);
  std::sort(field.times_ms.begin(), field.times_ms.end());
  field.hits.answered = static_cast<long>(field.times_ms.size());
  field.hits.per_second = static_cast<double>(field.hits.answered) / aim.seconds;
  field.hits.p50_ms = share_of(field.times_ms, 0.50);
  field.hits.p95_ms = share_of(field.times_ms, 0.95);
  field.hits.p99_ms = share_of(field.times_ms, 0.99);
  return field.hits;
}

std::string http_request(std::string const& method, std::string const& target,
                         std::string const& token, std::string const& body,
                         std::string const& type) {
  std::string out = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!token.empty()) out += "Authorization: Bearer " + token + "\r\n";
  if (!body.empty())
    out += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  return out + "\r\n" + body;
}

}  // namespace vefa::bench
