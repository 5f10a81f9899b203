// The ceiling: the least that could do an intake. Beast, Boost.JSON, three rows, one HTTP thread,
// answered when durable; on SQLite one writer that commits in groups, on PostgreSQL some
// connections on which each intake is a transaction of its own, sent in one go. No rights, rules,
// events or search.
//   vefa_bare <file.db | postgresql://…>   prints its port, serves until its standard input ends
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <boost/json.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using asio::ip::tcp;

constexpr std::size_t kGroup = 256;
constexpr int kConnections = 8;  // to PostgreSQL, as many as Vefa has

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

/// What waits to be written.
class Queue {
 public:
  void add(Concern concern) {
    {
      std::lock_guard const lock(mutex_);
      waiting_.push_back(std::move(concern));
    }
    changed_.notify_one();
  }
  /// None when it is over.
  std::vector<Concern> take(std::size_t most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_over_ || !waiting_.empty(); });
    std::vector<Concern> group;
    while (!waiting_.empty() && group.size() < most) {
      group.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    return group;
  }
  void end() {
    {
      std::lock_guard const lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Concern> waiting_;
  bool is_over_ = false;
};

class SqliteWriter {
 public:
  explicit SqliteWriter(char const* file) {
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
  }
  ~SqliteWriter() { sqlite3_close(db_); }
  SqliteWriter(SqliteWriter const&) = delete;
  SqliteWriter& operator=(SqliteWriter const&) = delete;

  void live(Queue& queue) {
    Statement a(db_, "INSERT INTO cases VALUES (?, ?, ?, ?)");
    Statement b(db_, "INSERT INTO talk VALUES (?, ?, ?, ?)");
    Statement c(db_, "INSERT INTO promises VALUES (?, ?, ?, ?)");
    std::int64_t id = 0;
    for (auto group = queue.take(kGroup); !group.empty(); group = queue.take(kGroup)) {
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

 private:
  void run(char const* sql) { must(db_, sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }

  sqlite3* db_ = nullptr;
};

class PostgresWriter {
 public:
  explicit PostgresWriter(char const* address) : connection_(PQconnectdb(address)) {
    must_be(PQstatus(connection_) == CONNECTION_OK);
  }
  ~PostgresWriter() { PQfinish(connection_); }
  PostgresWriter(PostgresWriter const&) = delete;
  PostgresWriter& operator=(PostgresWriter const&) = delete;

  void make_tables() {
    run("DO $$ BEGIN EXECUTE 'CREATE SCHEMA ' || current_setting('search_path'); END $$");
    run("CREATE TABLE cases (id BIGINT PRIMARY KEY, team INT, due BIGINT, subject TEXT);"
        "CREATE INDEX cases_due ON cases (team, due, id);"
        "CREATE TABLE talk (id BIGINT PRIMARY KEY, case_id BIGINT, at BIGINT, body TEXT);"
        "CREATE INDEX talk_case ON talk (case_id, id);"
        "CREATE TABLE promises (id BIGINT PRIMARY KEY, case_id BIGINT, due BIGINT, what TEXT);"
        "CREATE INDEX promises_due ON promises (due, id)");
  }

  void live(Queue& queue, std::atomic<std::int64_t>& ids) {
    prepare("b", "BEGIN");
    prepare("x", "INSERT INTO cases VALUES ($1, $2, $3, $4)");
    prepare("y", "INSERT INTO talk VALUES ($1, $2, $3, $4)");
    prepare("z", "INSERT INTO promises VALUES ($1, $2, $3, $4)");
    prepare("c", "COMMIT");
    must_be(PQenterPipelineMode(connection_) == 1);
    for (auto one = queue.take(1); !one.empty(); one = queue.take(1)) {
      auto const id = ++ids;
      send("b", {});
      send("x",
           {std::to_string(id), std::to_string(id % 7), std::to_string(id * 1000), one[0].subject});
      send("y", {std::to_string(id), std::to_string(id), std::to_string(id * 1000), one[0].text});
      send("z",
           {std::to_string(id), std::to_string(id), std::to_string(id * 1000), one[0].subject});
      send("c", {});
      must_be(PQpipelineSync(connection_) == 1);
      for (int answers = 0; answers < 5; ++answers) must_be(next_is(PGRES_COMMAND_OK));
      must_be(next_is(PGRES_PIPELINE_SYNC));
      one[0].done(id);
    }
  }

 private:
  void must_be(bool good) const {
    if (!good) throw std::runtime_error(PQerrorMessage(connection_));
  }
  void run(char const* sql) { must_be(is(PQexec(connection_, sql), PGRES_COMMAND_OK)); }
  void prepare(char const* name, char const* sql) {
    must_be(is(PQprepare(connection_, name, sql, 0, nullptr), PGRES_COMMAND_OK));
  }
  static bool is(PGresult* result, ExecStatusType wanted) {
    bool const good = PQresultStatus(result) == wanted;
    PQclear(result);
    return good;
  }
  void send(char const* name, std::vector<std::string> const& values) {
    std::vector<char const*> texts;
    texts.reserve(values.size());
    for (auto const& value : values) texts.push_back(value.c_str());
    must_be(PQsendQueryPrepared(connection_, name, static_cast<int>(texts.size()), texts.data(),
                                nullptr, nullptr, 0) == 1);
  }
  bool next_is(ExecStatusType wanted) {
    auto* const result = PQgetResult(connection_);
    if (wanted != PGRES_PIPELINE_SYNC) PQgetResult(connection_);  // the end of that statement
    return is(result, wanted);
  }

  PGconn* connection_;
};

/// The threads that write.
class Writer {
 public:
  explicit Writer(std::string const& where) {
    if (!where.starts_with("postgresql:")) {
      sqlite_ = std::make_unique<SqliteWriter>(where.c_str());
      threads_.emplace_back([this] { sqlite_->live(queue_); });
      return;
    }
    for (int i = 0; i < kConnections; ++i)
      postgres_.push_back(std::make_unique<PostgresWriter>(where.c_str()));
    postgres_[0]->make_tables();
    for (auto& one : postgres_)
      threads_.emplace_back([this, &writer = *one] { writer.live(queue_, ids_); });
  }
  ~Writer() {
    queue_.end();
    for (auto& thread : threads_) thread.join();
  }
  void add(Concern concern) { queue_.add(std::move(concern)); }

 private:
  Queue queue_;
  std::atomic<std::int64_t> ids_ = 0;
  std::unique_ptr<SqliteWriter> sqlite_;
  std::vector<std::unique_ptr<PostgresWriter>> postgres_;
  std::vector<std::thread> threads_;
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
