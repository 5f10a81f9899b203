#include "db/sqlite/transaction.hpp"

#include "db/remember.hpp"

namespace vefa::db::sqlite {

bool Transaction::attempt(std::function<void()> const& body) {
  refuse_when_lost();
  // NOLINTNEXTLINE(clang-analyzer-deadcode.DeadStores): it is read where the attempt is undone
  auto const hooks_before = hooks_.size();
  connection_.command("SAVEPOINT attempt");
  try {
    body();
    if (failure_) std::rethrow_exception(failure_);
    connection_.command("RELEASE attempt");
    return true;
  } catch (Undo const&) {
    // Asked for: the same as a refused row.
  } catch (ConstraintError const& e) {
    if (e.kind != ConstraintError::Kind::Unique) {
      failure_ = std::current_exception();
      throw;
    }
  } catch (...) {
    // What the body wrote is still there, so nobody may commit it.
    failure_ = std::current_exception();
    throw;
  }
  connection_.command("ROLLBACK TO attempt");
  connection_.command("RELEASE attempt");
  failure_ = nullptr;
  hooks_.resize(hooks_before);
  return false;
}

void Transaction::after_commit(std::function<void()> work) { hooks_.push_back(std::move(work)); }

std::int64_t Transaction::execute(Statement const& s, std::vector<Value>&& values, bool now) {
  return write(s, values, now);
}

void Transaction::put_line(Statement const& s, std::vector<Value> const& values) {
  write(s, values, false);
}

std::int64_t Transaction::write(Statement const& s, std::vector<Value> const& values, bool now) {
  refuse_when_lost();
  note_statement(*this, s);
  try {
    auto const changed = connection_.execute(s, values);
    return now ? changed : 0;
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

Rows Transaction::fetch(Statement const& s, std::vector<Value>&& values) {
  refuse_when_lost();
  note_statement(*this, s);
  try {
    return connection_.fetch(s, values);
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

// SQLite would let a use-case go on after an error, PostgreSQL would not; both do as the stricter
// one.
void Transaction::refuse_when_lost() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace vefa::db::sqlite
