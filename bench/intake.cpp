// What comes in: a concern over the API, a message as a mail server hands it in.
#include <fmt/format.h>

#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

#include "bench/figures.hpp"
#include "bench/load.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

constexpr int kConnections = 64;

std::string name_of(Engine engine) { return engine == Engine::Sqlite ? "sqlite" : "postgres"; }

Hits must_hit(Hits hits) {
  if (hits.missed != 0)
    throw std::runtime_error(fmt::format("{} requests were not answered as they should: {}",
                                         hits.missed, hits.first_miss));
  return hits;
}

std::string concern(long n) {
  return fmt::format(
      R"({{"customer":{{"kind":"person","display_name":"Ayşe Yılmaz {0}","language":"tr",)"
      R"("contacts":[{{"kind":"email","value":"ayse{0}@load.example"}}]}},)"
      R"("channel":"portal","kind":"repair","subject":"Buzdolabım soğutmuyor {0}",)"
      R"("text":"Merhaba, geçen ay aldığım buzdolabı dünden beri soğutmuyor. Seri no {0}."}})",
      n);
}

struct Ceiling {
  double per_second;
  double cpu_us;  // processor time an intake
};

Ceiling bare_posts(Plan const& plan, Engine engine) {
  Bare bare(engine);
  auto const hits =
      must_hit(fire({.port = bare.port(),
                     .connections = kConnections,
                     .seconds = plan.seconds,
                     .warm_up_seconds = 0,
                     .status = 201,
                     .request = [](long n) { return http_request("POST", "/", "", concern(n)); }}));
  return {hits.per_second, bare.cpu_seconds() * 1e6 / static_cast<double>(hits.answered)};
}

/// Until the reactions to what came in are done too.
void wait_until_quiet(Server const& server) {
  testing::HttpClient client(server.port());
  client.token = server.administrator();
  while (client.get("/api/v1/jobs").json().at("due").to_number<long>() > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

/// A message of about 20 kB: two texts, one small picture in base64.
std::string message(long n) {
  static std::string const picture = [] {
    std::mt19937 random(1);
    static constexpr char kSigns[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (int line = 0; line < 230; ++line) {
      for (int i = 0; i < 76; ++i) out += kSigns[random() % 64];
      out += "\r\n";
    }
    return out;
  }();
  return fmt::format(
      "From: Mail {0} <mail{0}@load.example>\r\nTo: service@anka.example\r\n"
      "Subject: =?utf-8?Q?So=C4=9Futmuyor_{0}?=\r\nMessage-ID: <load.{0}@load.example>\r\n"
      "Date: Sun, 22 Nov 2026 12:00:00 +0300\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
      "--b\r\nContent-Type: multipart/alternative; boundary=\"a\"\r\n\r\n"
      "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMerhaba, buzdolabı soğutmuyor. "
      "Seri no {0}.\r\n"
      "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Merhaba, <b>buzdolabı</b> "
      "soğutmuyor.</p>\r\n--a--\r\n"
      "--b\r\nContent-Type: image/png; name=\"foto.png\"\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=\"foto.png\"\r\n\r\n{1}\r\n--b--\r\n",
      n, picture);
}

}  // namespace

void measure_intake(Plan const& plan, Engine engine, Show const& show) {
  auto const ceiling = bare_posts(plan, engine);
  auto const company = Company::in(plan.folder, engine, plan.cases);
  Server server(*company);
  auto const cpu_before = server.cpu_seconds();
  auto const start = std::chrono::steady_clock::now();
  auto const hits =
      must_hit(fire({.port = server.port(),
                     .connections = kConnections,
                     .seconds = plan.seconds,
                     .warm_up_seconds = 0,
                     .status = 201,
                     .request = [&](long n) {
                       return http_request("POST", "/api/v1/cases", server.manager(), concern(n));
                     }}));
  bool const sqlite = engine == Engine::Sqlite;
  auto const name = "intake." + name_of(engine);
  show({.name = name + ".per_second",
        .value = hits.per_second,
        .unit = "/s",
        .ceiling = ceiling.per_second,
        .bar = sqlite ? ceiling.per_second / 3 : 4000});
  wait_until_quiet(server);
  std::chrono::duration<double> const all = std::chrono::steady_clock::now() - start;
  // With all that follows, which lets requests pass: index, mail, webhooks.
  show({.name = name + ".done_per_second",
        .value = static_cast<double>(hits.answered) / all.count(),
        .unit = "/s",
        .ceiling = ceiling.per_second});
  show({.name = name + ".cpu",
        .value = (server.cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(hits.answered),
        .unit = "µs",
        .ceiling = ceiling.cpu_us,
        .more_is_better = false});
  show({.name = name + ".p99",
        .value = hits.p99_ms,
        .unit = "ms",
        .bar = 50,
        .more_is_better = false});
}

void measure_mail_intake(Plan const& plan, Engine engine, Show const& show) {
  Company const company(engine, plan.cases);
  Server server(company);
  auto const hits =
      must_hit(fire({.port = server.port(),
                     .connections = 16,
                     .seconds = plan.seconds,
                     .status = 202,
                     .request = [&](long n) {
                       return http_request("POST", "/api/v1/intake/email", server.manager(),
                                           message(n), "message/rfc822");
                     }}));
  show({.name = "mail_intake." + name_of(engine) + ".per_second",
        .value = hits.per_second,
        .unit = "/s",
        .bar = 1000});
}

}  // namespace vefa::bench
