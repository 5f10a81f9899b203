#include "db/database.hpp"

#include "db/crew.hpp"
#include "db/look.hpp"
#include "db/migrate.hpp"
#include "db/postgres/database.hpp"
#include "db/sqlite/database.hpp"

namespace vefa::db {
namespace {

// Lets a thread wait for its answer.
class Waiter {
 public:
  Waiter() {
    if (on_database_thread())
      throw std::logic_error(
          "a database thread must not wait for a database; use write() or read()");
  }
  Done done() {
    return [this](std::exception_ptr failure) {
      std::lock_guard lock(mutex_);
      failure_ = std::move(failure);
      answered_ = true;
      // Within the lock: the waiter is gone as soon as it sees the answer.
      changed_.notify_one();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return answered_; });
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::exception_ptr failure_;
  bool answered_ = false;
};

}  // namespace

void Tx::end() {
  // One may add another.
  for (std::size_t i = 0; i < endings_.size(); ++i) {
    auto const ending = std::move(endings_[i]);
    ending();
  }
}

void Database::write_now(Work const& work) {
  Waiter waiter;
  write([&work](Tx& tx) { return work(tx); }, waiter.done());
  waiter.wait();
}

void Database::read_now(std::function<void(Tx&)> const& work) {
  Waiter waiter;
  read([&work](Tx& tx) { work(tx); }, waiter.done());
  waiter.wait();
}

void look_now(Database& database, std::function<void(Tx&)> const& work) {
  auto* const backend = dynamic_cast<HasLook*>(&database);
  if (!backend) return database.read_now(work);
  Waiter waiter;
  backend->look([&work](Tx& tx) { work(tx); }, waiter.done());
  waiter.wait();
}

std::unique_ptr<Database> open_unmigrated(Options const& options) {
  std::string_view const url = options.url;
  if (url.starts_with("sqlite:")) return sqlite::open(options);
  if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
    return postgres::open(options);
  throw Unavailable(
      "The database address must begin with sqlite: or postgresql:// — for example "
      "sqlite:/var/lib/vefa/company.db");
}

std::unique_ptr<Database> open(Options const& options) {
  auto database = open_unmigrated(options);
  migrate(*database, embedded_migrations());
  return database;
}

}  // namespace vefa::db
