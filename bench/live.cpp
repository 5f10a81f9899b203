// A thousand open pages told of a hundred changes a second.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <chrono>
#include <stdexcept>

#include "base/time.hpp"
#include "bench/figures.hpp"
#include "bench/load.hpp"

namespace vefa::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::steady_clock;

constexpr int kPages = 1000;
constexpr int kChangesPerSecond = 100;

struct Audience {
  Server const& server;
  steady_clock::time_point until;
  int listening = 0;
  std::vector<double> delays_ms;
  std::exception_ptr failure;
};

tcp::endpoint address_of(Server const& server) {
  return {asio::ip::address_v4::loopback(), static_cast<unsigned short>(server.port())};
}

/// The instant that an event names, from its one line of JSON.
Instant instant_of(std::string_view line) {
  auto const at = line.find("\"at\":\"");
  if (at == line.npos) return {};
  return parse_instant(line.substr(at + 6, line.find('"', at + 6) - at - 6)).value_or(Instant{});
}

asio::awaitable<void> listen(Audience& audience) {
  auto const executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  auto const target = address_of(audience.server);
  co_await socket.async_connect(target, asio::use_awaitable);
  auto const request = http_request("GET", "/api/v1/live", audience.server.manager());
  co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
  ++audience.listening;
  std::string buffer;
  while (steady_clock::now() < audience.until) {
    auto const size = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), '\n',
                                                      asio::use_awaitable);
    auto const line = std::string_view(buffer).substr(0, size);
    if (line.find("\"case.opened\"") != line.npos)
      audience.delays_ms.push_back(static_cast<double>(wall_now().ms - instant_of(line).ms));
    buffer.erase(0, size);
  }
}

asio::awaitable<void> change(Audience& audience) {
  auto const executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  while (audience.listening < kPages) {
    timer.expires_after(std::chrono::milliseconds(20));
    co_await timer.async_wait(asio::use_awaitable);
  }
  tcp::socket socket(executor);
  auto const target = address_of(audience.server);
  co_await socket.async_connect(target, asio::use_awaitable);
  std::string answer;
  timer.expires_after(std::chrono::seconds(1));
  for (long n = 0; steady_clock::now() < audience.until; ++n) {
    co_await timer.async_wait(asio::use_awaitable);
    timer.expires_at(timer.expiry() + std::chrono::microseconds(1'000'000 / kChangesPerSecond));
    auto const body = fmt::format(
        R"({{"customer":{{"kind":"person","display_name":"Live {0}","language":"en",)"
        R"("contacts":[]}},)"
        R"("channel":"desk","subject":"Change {0}","text":"One of a hundred a second"}})",
        n);
    auto const request = http_request("POST", "/api/v1/cases", audience.server.manager(), body);
    co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
    answer.resize(16 * 1024);
    co_await socket.async_read_some(asio::buffer(answer), asio::use_awaitable);
    if (!answer.starts_with("HTTP/1.1 201")) throw std::runtime_error(answer);
  }
}

}  // namespace

void measure_live(Plan const& plan, Show const& show) {
  Company const company(Engine::Sqlite, plan.cases);
  Server server(company, {"--max-connections", "4000"});
  asio::io_context io(1);
  Audience audience{.server = server,
                    .until = steady_clock::now() + std::chrono::seconds(5) +
                             std::chrono::milliseconds(static_cast<long>(plan.seconds * 1000))};
  auto const ended = [&](std::exception_ptr failure) {
    if (failure && !audience.failure) audience.failure = failure;
    if (failure) io.stop();
  };
  auto changing = change(audience);
  asio::co_spawn(io, std::move(changing), ended);
  for (int i = 0; i < kPages; ++i) {
    auto listening = listen(audience);
    asio::co_spawn(io, std::move(listening), ended);
  }
  io.run_until(audience.until);
  if (audience.failure) std::rethrow_exception(audience.failure);
  auto& delays = audience.delays_ms;
  if (delays.empty()) throw std::runtime_error("no page was told anything");
  std::sort(delays.begin(), delays.end());
  auto const seconds = plan.seconds + 4;
  show({.name = "live.told_per_second",
        .value = static_cast<double>(delays.size()) / seconds,
        .unit = "/s"});
  show({.name = "live.p99",
        .value = delays[delays.size() * 99 / 100],
        .unit = "ms",
        .bar = 250,
        .more_is_better = false});
  show({.name = "live.resident",
        .value = server.resident_mb(),
        .unit = "MB",
        .bar = 400,
        .more_is_better = false});
}

}  // namespace vefa::bench
