#include "http/metrics.hpp"

namespace vefa::http {
namespace {

void append_gauge(std::string& out, std::string_view name, std::string_view help,
                  std::int64_t value, std::string_view type = "gauge") {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {3}\n{0} {2}\n", name, help, value, type);
}

}  // namespace

Metrics::Metrics(Routes const& routes) {
  auto add = [&](Route const* route, std::string name) {
    auto& made = all_.emplace_back(std::make_unique<Counters>());
    made->name = std::move(name);
    by_route_[route] = made.get();
  };
  for (auto const& route : routes.all()) add(&route, route.name);
  add(nullptr, "none");
}

void Metrics::count(Route const* route, int status, std::chrono::nanoseconds took) {
  Counters& c = *by_route_.at(route);
  auto const relaxed = std::memory_order_relaxed;
  c.by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].fetch_add(1, relaxed);
  c.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), relaxed);
  double const seconds = std::chrono::duration<double>(took).count();
  auto const bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  c.buckets[static_cast<std::size_t>(bucket - kBounds.begin())].fetch_add(1, relaxed);
}

void Metrics::append_counters(std::string& out, Counters const& c) const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i <= kBounds.size(); ++i) {
    sum += c.buckets[i].load(std::memory_order_relaxed);
    std::string const bound = i < kBounds.size() ? fmt::format("{}", kBounds[i]) : "+Inf";
    out +=
        fmt::format("vefa_http_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", c.name, bound, sum);
  }
  out += fmt::format("vefa_http_seconds_sum{{route=\"{}\"}} {}\n", c.name,
                     static_cast<double>(c.nanoseconds.load(std::memory_order_relaxed)) / 1e9);
  out += fmt::format("vefa_http_seconds_count{{route=\"{}\"}} {}\n", c.name, sum);
}

std::string Metrics::text() const {
  std::string out =
      "# HELP vefa_http_requests_total Requests answered, by route and class of status.\n"
      "# TYPE vefa_http_requests_total counter\n";
  std::vector<Counters const*> used;
  for (auto const& c : all_) {
    bool any = false;
    for (std::size_t i = 0; i < c->by_class.size(); ++i) {
      auto const n = c->by_class[i].load(std::memory_order_relaxed);
      if (n == 0) continue;
      any = true;
      out += fmt::format("vefa_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", c->name,
                         i + 1, n);
    }
    if (any) used.push_back(c.get());
  }
  out +=
      "# HELP vefa_http_seconds From the last byte of the request to the answer.\n"
      "# TYPE vefa_http_seconds histogram\n";
  for (auto const* c : used) append_counters(out, *c);
  append_gauge(out, "vefa_http_open_connections", "Open connections.", open_connections);
  append_gauge(out, "vefa_http_live_listeners", "Open live streams.", live_listeners);
  append_gauge(out, "vefa_http_writes_waiting", "Writes that wait for a database.", writes_waiting);
  append_gauge(out, "vefa_http_reads_waiting", "Reads that wait for a database.", reads_waiting);
  append_gauge(out, "vefa_http_slow_waiting", "Slow requests at work or waiting.", slow_waiting);
  append_gauge(out, "vefa_http_refused_connections_total", "Connections beyond the limit.",
               refused_connections, "counter");
  append_gauge(out, "vefa_http_cut_connections_total", "Slow or silent clients that were cut.",
               cut_connections, "counter");
  return out;
}

}  // namespace vefa::http
