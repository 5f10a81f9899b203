#include "db/postgres/notices.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/crew.hpp"
#include "db/postgres/errors.hpp"

namespace vefa::db::postgres {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kQuiet = std::chrono::milliseconds(20);
constexpr int kMaxPauseMs = 5000;

void check(PGresult* raw, char const* what) {
  std::unique_ptr<PGresult, decltype(&PQclear)> const answer(raw, &PQclear);
  auto const status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    std::rethrow_exception(error_of(answer.get(), what));
}

}  // namespace

Notices::Notices(Address address)
    : address_(std::move(address)),
      channel_("vefa_" + address_.schema),
      self_(hex(random_bytes(8))),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Notices::~Notices() {
  close();
  ::close(wake_);
}

void Notices::notify() {
  if (owed_.exchange(true)) return;
  start();
  eventfd_write(wake_, 1);
}

void Notices::listen(std::function<void()> listener) {
  {
    std::lock_guard lock(mutex_);
    listener_ = std::move(listener);
  }
  start();
}

void Notices::close() {
  std::thread thread;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    thread = std::move(thread_);
  }
  stop_ = true;
  eventfd_write(wake_, 1);
  if (thread.joinable()) thread.join();
}

void Notices::start() {
  std::lock_guard lock(mutex_);
  if (!closed_ && !thread_.joinable()) thread_ = std::thread([this] { live(); });
}

void Notices::live() {
  int pause_ms = 100;
  while (!stop_) {
    auto const since = Clock::now();
    try {
      stay_connected();
    } catch (std::exception const& e) {
      log::warn("db.notices_lost", {{"why", e.what()}});
    }
    // What held for a while was no part of the same trouble.
    if (Clock::now() - since > std::chrono::seconds(30)) pause_ms = 100;
    if (!stop_) sleep_on(-1, pause_ms);
    pause_ms = std::min(2 * pause_ms, kMaxPauseMs);
  }
}

// Until the end or until the connection is lost.
void Notices::stay_connected() {
  auto const connection = connect(address_);
  check(PQexec(connection.get(), ("LISTEN " + channel_).c_str()), "listen");
  // What was told before this connection listened, at the first as after a loss, was not heard.
  tell();
  auto next_allowed = Clock::now();
  while (!stop_) {
    take_in(connection.get());
    int wait_ms = -1;
    if (owed_ && Clock::now() >= next_allowed) {
      send(connection.get());
      next_allowed = Clock::now() + kQuiet;
      continue;
    }
    if (owed_) {
      auto const rest = std::chrono::ceil<std::chrono::milliseconds>(next_allowed - Clock::now());
      wait_ms = std::max(0, static_cast<int>(rest.count()));
    }
    sleep_on(PQsocket(connection.get()), wait_ms);
  }
  // What was committed before the end is told before the end.
  if (owed_) send(connection.get());
}

void Notices::take_in(pg_conn* connection) {
  if (!PQconsumeInput(connection)) throw Lost(trim(PQerrorMessage(connection)));
  bool from_others = false;
  while (PGnotify* notice = PQnotifies(connection)) {
    from_others |= notice->extra != self_;
    PQfreemem(notice);
  }
  if (from_others) tell();
}

void Notices::send(pg_conn* connection) {
  // Before sending: what is committed from here on wants another one.
  owed_ = false;
  char const* const values[] = {channel_.c_str(), self_.c_str()};
  try {
    check(PQexecParams(connection, "SELECT pg_notify($1, $2)", 2, nullptr, values, nullptr, nullptr,
                       0),
          "notify");
  } catch (...) {
    owed_ = true;
    throw;
  }
}

void Notices::tell() {
  std::function<void()> listener;
  {
    std::lock_guard lock(mutex_);
    listener = listener_;
  }
  if (listener) run_hooks({listener});
}

void Notices::sleep_on(int socket, int milliseconds) {
  pollfd watched[] = {{wake_, POLLIN, 0}, {socket, POLLIN, 0}};
  poll(watched, socket < 0 ? 1 : 2, milliseconds);
  eventfd_t ignored = 0;
  eventfd_read(wake_, &ignored);
}

}  // namespace vefa::db::postgres
