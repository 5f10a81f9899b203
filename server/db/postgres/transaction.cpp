#include "db/postgres/transaction.hpp"

#include "db/postgres/rows_text.hpp"
#include "db/remember.hpp"

namespace vefa::db::postgres {
namespace {

// So many answers may be owed before we wait for them: some 20 kB in sum, far below the socket's
// buffer, so that the server never stops to read because we do not.
constexpr std::size_t kMaxOwed = 512;
// After so many the server is given what is still here, and works while we go on.
constexpr std::size_t kHandOver = 16;

constexpr std::size_t kMostRows = 32;
constexpr std::size_t kSomeRows = 8;

/// True while it lives.
class Flag {
 public:
  explicit Flag(bool& flag) : flag_(flag) { flag_ = true; }
  ~Flag() { flag_ = false; }
  Flag(Flag const&) = delete;
  Flag& operator=(Flag const&) = delete;

 private:
  bool& flag_;
};

}  // namespace

bool Transaction::together(std::function<void()> const& body) {
  if (is_together_) {
    body();
    return true;
  }
  return attempt([&] {
    Flag const while_it_runs(is_together_);
    body();
  });
}

// Without a savepoint: what it wrote can be taken back with all that was done together alone.
bool Transaction::attempt_within(std::function<void()> const& body) {
  // NOLINTNEXTLINE(clang-analyzer-deadcode.DeadStores): it is read where the attempt is undone
  auto const hooks_before = hooks_.size();
  auto const written_before = written_;
  try {
    body();
    return true;
  } catch (Undo const&) {
    if (written_ != written_before || failure_) throw;
  }
  hooks_.resize(hooks_before);
  return false;
}

bool Transaction::attempt(std::function<void()> const& body) {
  refuse_when_lost();
  if (is_together_) return attempt_within(body);
  auto const hooks_before = hooks_.size();
  bool undone = false;
  try {
    send_waiting();
    connection_.forget_failure();
    connection_.command("SAVEPOINT attempt", depth_);
    ++depth_;
    body();
    if (failure_) std::rethrow_exception(failure_);
    send_waiting();
    connection_.command("RELEASE SAVEPOINT attempt", depth_);
    connection_.collect();
  } catch (Undo const&) {
    undone = true;
  } catch (ConstraintError const& e) {
    // What was sent before the savepoint may have failed only now; it is not this attempt's.
    undone = e.kind == ConstraintError::Kind::Unique && connection_.failed_depth() >= depth_;
    failure_ = std::current_exception();
    if (!undone) throw;
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
  if (undone) {
    undo_attempt();
    failure_ = nullptr;
    hooks_.resize(hooks_before);
  }
  --depth_;
  return !undone;
}

void Transaction::undo_attempt() {
  waiting_.clear();  // what waited before it was sent as it began
  try {
    connection_.collect();
  } catch (ConstraintError const&) {
    // Sent by the attempt too, and undone with it.
  }
  connection_.command("ROLLBACK TO SAVEPOINT attempt", depth_ - 1);
  connection_.command("RELEASE SAVEPOINT attempt", depth_ - 1);
}

void Transaction::after_commit(std::function<void()> work) { hooks_.push_back(std::move(work)); }

std::int64_t Transaction::execute(Statement const& s, std::vector<Value>&& values, bool now) {
  return write(s, values, now);
}

void Transaction::put_line(Statement const& s, std::vector<Value> const& values) {
  write(s, values, false);
}

void Transaction::insert_later(Statement const& s, std::vector<Value>&& values) {
  refuse_when_lost();
  note_statement(*this, s);
  ++written_;
  auto const same = [&](Waiting const& one) { return one.statement == &s; };
  auto place = std::ranges::find_if(waiting_, same);
  if (place == waiting_.end()) place = waiting_.insert(waiting_.end(), {&s, {}});
  place->rows.push_back(std::move(values));
  if (place->rows.size() < kMostRows) return;
  auto const full = std::move(*place);
  waiting_.erase(place);
  send_waiting(full);
}

void Transaction::finish() {
  send_waiting();
  connection_.see_expected();
}

void Transaction::send_waiting() {
  for (auto const& one : std::exchange(waiting_, {})) send_waiting(one);
}

// In few sizes, for each is prepared once on each connection.
void Transaction::send_waiting(Waiting const& all) {
  std::span<std::vector<Value> const> rest(all.rows);
  try {
    while (!rest.empty()) {
      auto const size = rest.size() >= kMostRows   ? kMostRows
                        : rest.size() >= kSomeRows ? kSomeRows
                                                   : rest.size();
      connection_.send_rows(*all.statement, rest.first(size), depth_);
      rest = rest.subspan(size);
    }
    keep_up();
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

void Transaction::send_waiting_of_table(Statement const& s) {
  if (waiting_.empty()) return;
  auto const table = table_written(s.postgres);
  auto const is_of_it = [&](Waiting const& one) {
    return table.empty() || table_written(one.statement->postgres) == table;
  };
  if (std::ranges::any_of(waiting_, is_of_it)) send_waiting();
}

// Waits where too many answers are owed; hands over what was sent from time to time.
void Transaction::keep_up() {
  handed_over_ = std::min(handed_over_, connection_.owed());
  if (connection_.owed() >= kMaxOwed) {
    connection_.collect();
  } else if (connection_.owed() >= handed_over_ + kHandOver) {
    connection_.flush();
    handed_over_ = connection_.owed();
  }
}

void Transaction::expect_one(Statement const& s, std::vector<Value> const& values) {
  write(s, values, false, Changes::One);
}

std::int64_t Transaction::write(Statement const& s, std::vector<Value> const& values, bool now,
                                Changes changes) {
  refuse_when_lost();
  note_statement(*this, s);
  ++written_;
  if (now) {
    send_waiting();
  } else {
    send_waiting_of_table(s);
  }
  try {
    connection_.send(s, values, depth_);
    if (changes == Changes::One) connection_.expect_one();
    if (now) {
      connection_.collect();
    } else {
      keep_up();
    }
    return now ? connection_.rows_changed() : 0;
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

Rows Transaction::fetch(Statement const& s, std::vector<Value>&& values) {
  refuse_when_lost();
  note_statement(*this, s);
  send_waiting();
  try {
    connection_.send(s, values, depth_);
    connection_.collect();
    return connection_.rows(s);
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

void Transaction::refuse_when_lost() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace vefa::db::postgres
