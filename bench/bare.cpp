// The ceiling: the least that could do an intake. Beast, Boost.JSON, SQLite, three rows, one HTTP
// thread, one writer that commits in groups, answered when durable. No rights, rules, events or
// search.
//   vefa_bare <file.db>   prints its port, serves until its standard input ends
#include <sqlite3.h>
#include <unistd.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <boost/json.hpp>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using asio::ip::tcp;

constexpr std::size_t kGroup = 256;

struct Concern {
  std::string subject;
  std::string text;
  std::function<void(std::int64_t id)> done;
};

void must(sqlite3* db, int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

class Statement {
 public:
  Statement(sqlite3* db, char const* sql) : db_(db) {
    must(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(Statement const&) = delete;
  Statement& operator=(Statement const&) = delete;

  void run(std::initializer_list<std::int64_t> numbers, std::string const& text) {
    int at = 0;
    for (auto const number : numbers) sqlite3_bind_int64(statement_, ++at, number);
    sqlite3_bind_text(statement_, ++at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    must(db_, sqlite3_step(statement_));
    sqlite3_reset(statement_);
  }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

class Writer {
 public:
  explicit Writer(char const* file) {
    must(nullptr, sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0));
    must(db_, sqlite3_open(file, &db_));
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE cases (id INTEGER PRIMARY KEY, team INT, due INT, subject TEXT) STRICT");
    run("CREATE INDEX cases_due ON cases (team, due, id)");
    run("CREATE TABLE talk (id INTEGER PRIMARY KEY, case_id INT, at INT, body TEXT) STRICT");
    run("CREATE INDEX talk_case ON talk (case_id, id)");
    run("CREATE TABLE promises (id INTEGER PRIMARY KEY, case_id INT, due INT, what TEXT) STRICT");
    run("CREATE INDEX promises_due ON promises (due, id)");
    thread_ = std::thread([this] { live(); });
  }
  ~Writer() {
    {
      std::lock_guard const lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
    sqlite3_close(db_);
  }

  void add(Concern concern) {
    {
      std::lock_guard const lock(mutex_);
      queue_.push_back(std::move(concern));
    }
    changed_.notify_one();
  }

 private:
  void run(char const* sql) { must(db_, sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }

  void live() {
    Statement a(db_, "INSERT INTO cases VALUES (?, ?, ?, ?)");
    Statement b(db_, "INSERT INTO talk VALUES (?, ?, ?, ?)");
    Statement c(db_, "INSERT INTO promises VALUES (?, ?, ?, ?)");
    std::int64_t id = 0;
    for (auto group = take(); !group.empty(); group = take()) {
      run("BEGIN IMMEDIATE");
      for (auto const& concern : group) {
        run("SAVEPOINT s");
        ++id;
        a.run({id, id % 7, id * 1000}, concern.subject);
        b.run({id, id, id * 1000}, concern.text);
        c.run({id, id, id * 1000}, concern.subject);
        run("RELEASE s");
      }
      run("COMMIT");
      auto answered = id - static_cast<std::int64_t>(group.size());
      for (auto const& concern : group) concern.done(++answered);
    }
  }

  std::vector<Concern> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    std::vector<Concern> group;
    while (!queue_.empty() && group.size() < kGroup) {
      group.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    return group;
  }

  sqlite3* db_ = nullptr;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Concern> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

http::response<http::string_body> answer(http::status status, std::string body) {
  http::response<http::string_body> out(status, 11);
  out.set(http::field::content_type, "application/json");
  out.body() = std::move(body);
  out.prepare_payload();
  return out;
}

/// Waits for the commit without holding a thread.
asio::awaitable<std::int64_t> store(Writer& writer, std::string subject, std::string text) {
  auto const executor = co_await asio::this_coro::executor;
  auto const timer =
      std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  auto const id = std::make_shared<std::int64_t>(0);
  Concern concern{std::move(subject), std::move(text), [timer, id, executor](std::int64_t made) {
                    asio::post(executor, [timer, id, made] {
                      *id = made;
                      timer->cancel();
                    });
                  }};
  writer.add(std::move(concern));
  boost::system::error_code cancelled;
  auto token = asio::redirect_error(asio::use_awaitable, cancelled);
  co_await timer->async_wait(token);
  co_return *id;
}

asio::awaitable<void> serve(tcp::socket socket, Writer& writer) {
  boost::beast::flat_buffer buffer;
  for (;;) {
    http::request<http::string_body> request;
    boost::system::error_code ended;
    auto token = asio::redirect_error(asio::use_awaitable, ended);
    co_await http::async_read(socket, buffer, request, token);
    if (ended) co_return;
    boost::system::error_code wrong;
    auto const body = json::parse(request.body(), wrong);
    bool const good = !wrong && body.is_object() && body.as_object().contains("subject") &&
                      body.as_object().contains("text");
    auto out = answer(http::status::bad_request, "{}");
    if (good) {
      std::string subject(body.at("subject").as_string());
      std::string text(body.at("text").as_string());
      auto const id = co_await store(writer, std::move(subject), std::move(text));
      out = answer(http::status::created, json::serialize(json::object{{"id", id}}));
    }
    co_await http::async_write(socket, out, asio::use_awaitable);
  }
}

asio::awaitable<void> listen(tcp::acceptor& acceptor, Writer& writer) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    auto const executor = co_await asio::this_coro::executor;
    auto serving = serve(std::move(socket), writer);
    asio::co_spawn(executor, std::move(serving), asio::detached);
  }
}

}  // namespace

int main(int, char** argv) {
  Writer writer(argv[1]);
  asio::io_context io(1);
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  auto listening = listen(acceptor, writer);
  asio::co_spawn(io, std::move(listening), asio::detached);
  std::cout << acceptor.local_endpoint().port() << std::endl;
  std::thread waiting([&] {
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0) continue;
    io.stop();
  });
  io.run();
  waiting.join();
}
