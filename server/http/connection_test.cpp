// What clients do that no library would: half requests, floods, pipelines, silence; and how it
// ends.
#include <sys/resource.h>

#include <fstream>
#include <future>

#include "http/test_house.hpp"
#include "tests/support/sanitized.hpp"

namespace vefa::http {
namespace {

using namespace std::chrono_literals;
using testing::BareSocket;
using testing::HttpClient;

std::unique_ptr<db::Database> fresh() {
  return db::open(testing::fresh_options(db::Engine::Sqlite));
}

std::string get_text(std::string const& path, std::string const& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer agent\r\n" + more +
         "\r\n";
}
std::string post_text(std::string const& path, std::string const& more, std::string const& body) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer agent\r\n"
         "Content-Type: application/json\r\n" +
         more + "\r\n" + body;
}
int status_in(std::string const& answer) {
  return answer.size() > 12 ? std::atoi(answer.c_str() + 9) : 0;
}
std::size_t count_in(std::string const& text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

TEST(Connections, one_connection_serves_many_requests) {
  House house(fresh());
  HttpClient http(house.port());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(http.get("/api/v1/echo").status, 200);
  EXPECT_EQ(http.connections(), 1);
}

TEST(Connections, pipelined_requests_are_answered_in_order) {
  House house(fresh());
  BareSocket socket(house.port());
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += post_text("/api/v1/things", "Content-Length: 23\r\n",
                     "{\"name\":\"t" + std::to_string(10 + i) + "\",\"size\":1}")
               .append(get_text("/files/n" + std::to_string(i)));
  all += get_text("/files/last", "Connection: close\r\n");
  ASSERT_TRUE(socket.send(all));
  std::string const answers = socket.read_all();
  EXPECT_TRUE(socket.ended());
  EXPECT_EQ(count_in(answers, "HTTP/1.1 201 "), 50u) << answers.substr(0, 2000);
  EXPECT_EQ(count_in(answers, "HTTP/1.1 200 "), 51u);
  std::size_t at = 0;
  for (int i = 0; i < 50; ++i) {
    at = answers.find("\r\n\r\nn" + std::to_string(i) + "HTTP", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  EXPECT_EQ(house.count("SELECT count(*) FROM things"), 50);
}

TEST(Connections, a_request_may_come_byte_by_byte) {
  House house(fresh());
  BareSocket socket(house.port());
  for (char c : post_text("/api/v1/things", "Content-Length: 24\r\nConnection: close\r\n",
                          R"({"name":"slow","size":1})"))
    ASSERT_TRUE(socket.send(std::string_view(&c, 1)));
  EXPECT_EQ(status_in(socket.read_all()), 201);
}

TEST(Connections, half_a_request_is_cut_and_leaves_nothing) {
  ServerOptions options;
  options.header_timeout = 300ms;
  options.stall_timeout = 300ms;
  options.idle_timeout = 300ms;
  House house(fresh(), options);
  BareSocket head(house.port()), body(house.port()), silent(house.port());
  ASSERT_TRUE(head.send("GET /api/v1/echo HTTP/1.1\r\nHost: 127"));
  ASSERT_TRUE(
      body.send(post_text("/api/v1/things", "Content-Length: 100\r\n", R"({"name":"lamp")")));
  EXPECT_EQ(status_in(head.read_all()), 408);
  EXPECT_EQ(status_in(body.read_all()), 408);
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_TRUE(head.ended() && body.ended() && silent.ended());
  EXPECT_EQ(house.count("SELECT count(*) FROM things"), 0);
}

TEST(Connections, one_that_asks_and_never_reads_is_cut_and_holds_up_nobody) {
  ServerOptions options;
  options.stall_timeout = 300ms;
  House house(fresh(), options);
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  BareSocket deaf(house.port());
  std::string questions;
  for (int i = 0; i < 1000; ++i) questions += get_text("/api/v1/echo");
  // Sending ends when the server has cut the line; before, it waits for room as the server does.
  int sent = 0;
  while (sent < 1000 && deaf.send(questions)) ++sent;
  EXPECT_LT(sent, 1000);
  HttpClient other(house.port());
  EXPECT_EQ(other.get("/api/v1/echo").status, 200);
  ::getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 100'000) << "kB more";
}

TEST(Connections, a_hundred_megabytes_are_refused_without_being_kept) {
  House house(fresh());
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  std::string const piece(1 << 20, ' ');
  BareSocket announced(house.port());
  ASSERT_TRUE(announced.send(post_text("/api/v1/things", "Content-Length: 104857600\r\n", "")));
  for (int i = 0; i < 100 && announced.send(piece); ++i) {
  }
  std::string const answer = announced.read_all();
  EXPECT_EQ(status_in(answer), 413) << answer;
  EXPECT_NE(answer.find("1,048,576"), std::string::npos) << answer;
  BareSocket chunked(house.port());
  ASSERT_TRUE(chunked.send(post_text("/api/v1/things", "Transfer-Encoding: chunked\r\n", "")));
  for (int i = 0; i < 100 && chunked.send("100000\r\n" + piece + "\r\n"); ++i) {
  }
  EXPECT_EQ(status_in(chunked.read_all()), 413);
  ::getrusage(RUSAGE_SELF, &after);
  if (!testing::kSanitized) EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 20 * 1024) << "KiB grown";
  HttpClient http(house.port());
  EXPECT_EQ(http.get("/api/v1/echo").status, 200);
}

TEST(Connections, a_large_body_within_the_limit_arrives_whole) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  std::string const body(4 << 20, 'x');
  EXPECT_EQ(http.send("POST", "/api/v1/upload", body, {}).body, std::to_string(body.size()));
  EXPECT_EQ(http.send("POST", "/api/v1/upload", body + "y", {}).status, 413);
}

TEST(Connections, a_client_that_asks_first_is_told_to_go_on_or_not) {
  House house(fresh());
  BareSocket good(house.port()), large(house.port());
  ASSERT_TRUE(
      good.send(post_text("/api/v1/things", "Content-Length: 24\r\nExpect: 100-continue\r\n", "")));
  EXPECT_EQ(good.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(good.send(R"({"name":"lamp","size":1})"));
  EXPECT_EQ(status_in(good.read_until("\r\n\r\n")), 201);
  ASSERT_TRUE(large.send(
      post_text("/api/v1/things", "Content-Length: 9999999\r\nExpect: 100-continue\r\n", "")));
  EXPECT_EQ(status_in(large.read_until("\r\n\r\n")), 413);
}

TEST(Connections, what_is_not_http_is_refused) {
  House house(fresh());
  struct Case {
    std::string sent;
    int status;
  };
  std::string const both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n";
  std::string const twice = "Content-Length: 5\r\nContent-Length: 6\r\n";
  for (auto const& [sent, status] : {
           Case{"\x16\x03\x01\x02\x00\x01\x00\x01", 400},
           Case{"GET /\r\n\r\n", 400},
           Case{post_text("/api/v1/things", both, "0\r\n\r\n"), 400},
           Case{post_text("/api/v1/things", twice, "abcdef"), 400},
           Case{get_text("/files/a", "X: " + std::string(20000, 'x') + "\r\n"), 431},
           Case{get_text("/files/" + std::string(20000, 'x')), 431},
       }) {
    BareSocket socket(house.port());
    socket.send(sent);
    EXPECT_EQ(status_in(socket.read_all()), status) << sent.substr(0, 120);
    EXPECT_TRUE(socket.ended());
  }
}

TEST(Connections, beyond_the_limit_no_more_are_taken) {
  ServerOptions options;
  options.max_connections = 3;
  House house(fresh(), options);
  std::vector<std::unique_ptr<BareSocket>> sockets;
  for (int i = 0; i < 3; ++i) {
    sockets.push_back(std::make_unique<BareSocket>(house.port()));
    sockets.back()->send(get_text("/files/a"));
    EXPECT_EQ(status_in(sockets.back()->read_until("\r\n\r\n")), 200);
  }
  BareSocket fourth(house.port());
  fourth.send(get_text("/files/a"));
  EXPECT_EQ(fourth.read_all(), "");
}

TEST(Connections, behind_a_trusted_proxy_the_client_is_the_one_it_names) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  House house(fresh(), options);
  HttpClient http(house.port());
  auto const answer =
      http.send("POST", "/api/v1/cookie", "",
                {{"X-Forwarded-For", "6.6.6.6, 192.0.2.7"}, {"X-Forwarded-Proto", "https"}});
  EXPECT_NE(answer.header("set-cookie").find("; Secure"), std::string::npos);
  EXPECT_NE(answer.header("strict-transport-security"), "");
  EXPECT_EQ(house.count("SELECT count(*) FROM audit WHERE remote_address = '192.0.2.7'"), 1);
}

TEST(Connections, a_second_server_on_the_port_is_refused_with_words) {
  House house(fresh());
  ServerOptions options;
  options.port = house.port();
  try {
    House second(fresh(), options);
    FAIL() << "both listen on " << options.port;
  } catch (std::runtime_error const& e) {
    EXPECT_NE(std::string(e.what()).find("choose another"), std::string::npos) << e.what();
  }
}

/// Holds the write lane until it is let go.
class Gate {
 public:
  explicit Gate(db::Database& database) {
    database.write(
        [this](db::Tx&) {
          entered_.set_value();
          open_.get_future().wait();
          return db::Outcome::Commit;
        },
        [](std::exception_ptr) {});
    entered_.get_future().wait();
  }
  void open() { open_.set_value(); }

 private:
  std::promise<void> entered_, open_;
};

TEST(Stopping, what_was_accepted_is_answered) {
  House house(fresh());
  Gate gate(*house.database);
  constexpr int kClients = 20;
  std::vector<std::unique_ptr<BareSocket>> sockets;
  for (int i = 0; i < kClients; ++i) {
    sockets.push_back(std::make_unique<BareSocket>(house.port()));
    std::string const body = "{\"name\":\"t" + std::to_string(10 + i) + "\",\"size\":1}";
    ASSERT_TRUE(sockets.back()->send(post_text("/api/v1/things", "Content-Length: 23\r\n", body)));
  }
  BareSocket idle(house.port());
  auto stopped = std::async(std::launch::async, [&] { return house.server->stop(10s); });
  EXPECT_EQ(idle.read_all(), "");  // the idle one is closed while the others still wait
  EXPECT_EQ(stopped.wait_for(0s), std::future_status::timeout);
  gate.open();
  int answered = 0;
  for (auto& socket : sockets) {
    std::string const answer = socket->read_all();
    answered += status_in(answer) == 201;
    EXPECT_TRUE(socket->ended());
  }
  EXPECT_EQ(answered, kClients);
  EXPECT_TRUE(stopped.get());
  EXPECT_EQ(house.count("SELECT count(*) FROM things"), kClients);
  EXPECT_THROW(BareSocket(house.port()), std::runtime_error);
}

TEST(Stopping, a_client_that_never_ends_does_not_hold_the_stop) {
  House house(fresh());
  BareSocket half(house.port());
  ASSERT_TRUE(half.send(post_text("/api/v1/things", "Content-Length: 100\r\n", "{")));
  HttpClient(house.port()).get("/api/v1/echo");
  auto const begun = std::chrono::steady_clock::now();
  EXPECT_FALSE(house.server->stop(200ms));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s);
  EXPECT_EQ(half.read_all(), "");
}

TEST(Tls, requests_come_over_tls_when_a_certificate_is_given) {
  std::string const base = ::testing::TempDir() + "vefa_tls_" + std::to_string(::getpid());
  std::string const command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
      "-subj /CN=localhost -keyout " +
      base + ".key -out " + base + ".crt 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  ServerOptions options;
  options.certificate_file = base + ".crt";
  options.key_file = base + ".key";
  House house(fresh(), options);
  HttpClient http(house.port());
  http.tls = true;
  http.token = "agent";
  EXPECT_EQ(http.post("/api/v1/things", R"({"name":"lamp","size":1})").status, 201);
  auto const second = http.get("/api/v1/echo");
  EXPECT_EQ(second.status, 200);
  EXPECT_NE(second.header("strict-transport-security"), "");
  EXPECT_EQ(http.connections(), 1);
  BareSocket plain(house.port());
  plain.send(get_text("/files/a"));
  EXPECT_EQ(plain.read_all().find("HTTP/1.1 200"), std::string::npos);
  options.key_file = base + ".crt";
  EXPECT_THROW(House(fresh(), options), std::runtime_error);
}

}  // namespace
}  // namespace vefa::http
