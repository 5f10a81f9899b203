#include "db/postgres/connection.hpp"

#include <endian.h>
#include <libpq-fe.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "base/text.hpp"
#include "db/postgres/rows_text.hpp"
#include "db/statements.hpp"

namespace vefa::db::postgres {
namespace {

constexpr unsigned kText = 25;  // PostgreSQL's number of the type

// Parameters as libpq wants them: numbers and text as text, bytes as they are.
class Parameters {
 public:
  explicit Parameters(std::vector<Value> const& values) {
    texts_.reserve(values.size());
    for (auto const& value : values) add(value);
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  char const* const* pointers() const { return pointers_.data(); }
  int const* lengths() const { return lengths_.data(); }
  int const* formats() const { return formats_.data(); }

 private:
  void add(Value const& value) {
    bool const binary = std::holds_alternative<Bytes>(value);
    char const* pointer = nullptr;
    int length = 0;
    if (auto const* whole = std::get_if<std::int64_t>(&value)) {
      pointer = texts_.emplace_back(fmt::format("{}", *whole)).c_str();
    } else if (auto const* real = std::get_if<double>(&value)) {
      pointer = texts_.emplace_back(fmt::format("{}", *real)).c_str();
    } else if (auto const* text = std::get_if<std::string>(&value)) {
      pointer = text->c_str();
    } else if (auto const* bytes = std::get_if<Bytes>(&value)) {
      pointer = bytes->data.data();
      length = static_cast<int>(bytes->data.size());
    }
    pointers_.push_back(pointer);
    lengths_.push_back(length);
    formats_.push_back(binary ? 1 : 0);
  }

  std::vector<std::string> texts_;  // reserved, so that what points into it stays
  std::vector<char const*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

template <class T>
T big_endian(char const* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  if constexpr (sizeof(T) == 8) return static_cast<T>(be64toh(value));
  if constexpr (sizeof(T) == 4) return static_cast<T>(be32toh(value));
  if constexpr (sizeof(T) == 2) return static_cast<T>(be16toh(value));
}

// A field in the binary format, by the number of its type in pg_type.
Value value_of(pg_result const* answer, int row, int column, char const* statement) {
  if (PQgetisnull(answer, row, column)) return std::monostate{};
  char const* const bytes = PQgetvalue(answer, row, column);
  auto const size = static_cast<std::size_t>(PQgetlength(answer, row, column));
  switch (PQftype(answer, column)) {
    case 20:  // int8
      return static_cast<std::int64_t>(big_endian<std::uint64_t>(bytes));
    case 23:  // int4
      return std::int64_t{static_cast<std::int32_t>(big_endian<std::uint32_t>(bytes))};
    case 21:  // int2
      return std::int64_t{static_cast<std::int16_t>(big_endian<std::uint16_t>(bytes))};
    case 16:  // bool
      return std::int64_t{bytes[0] != 0};
    case 701:  // float8
      return std::bit_cast<double>(big_endian<std::uint64_t>(bytes));
    case 17:  // bytea
      return Bytes{std::string(bytes, size)};
    case kText:
    case 19:    // name
    case 705:   // unknown: a literal
    case 1042:  // bpchar
    case 1043:  // varchar
      return std::string(bytes, size);
    default:
      throw std::logic_error(fmt::format(
          "{}: the column {} is of a type that SQLite would answer otherwise (number {}); "
          "CAST it to BIGINT, DOUBLE PRECISION or TEXT",
          statement, PQfname(answer, column), PQftype(answer, column)));
  }
}

}  // namespace

void Connection::open() {
  shut();
  auto fresh = connect(address_);
  if (!PQenterPipelineMode(fresh.get())) throw Lost("libpq refused the pipeline mode");
  handle_ = std::move(fresh);
}

void Connection::shut() {
  handle_.reset();
  owed_.clear();
  cache_.clear();
  prepared_rows_.clear();
  last_.reset();
}

void Connection::command(char const* sql, int depth) {
  if (!PQsendQueryParams(handle_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 1)) lose();
  owed_.push_back({Owed::Kind::Command, sql, -1, depth});
}

void Connection::send(Statement const& statement, std::vector<Value> const& values, int depth) {
  check_texts(statement, values);
  Prepared ad_hoc;
  Prepared& slot = statement.index < 0 ? ad_hoc : slot_of(statement);
  if (!slot.known_to_server) {
    slot.types.clear();
    // A parameter that does not occur has no type that the server could find.
    for (bool const used : parameters_of(statement.postgres))
      slot.types.push_back(used ? 0 : kText);
  }
  check_parameter_count(statement, slot.types.size(), values.size());
  if (statement.index >= 0 && !slot.known_to_server) prepare(statement, slot, depth);
  mark_run(Engine::Postgres, statement);
  Parameters const given(values);
  int const sent =
      statement.index < 0
          ? PQsendQueryParams(handle_.get(), statement.postgres, given.count(), slot.types.data(),
                              given.pointers(), given.lengths(), given.formats(), 1)
          : PQsendQueryPrepared(handle_.get(), fmt::format("s{}", statement.index).c_str(),
                                given.count(), given.pointers(), given.lengths(), given.formats(),
                                1);
  if (!sent) lose();
  owed_.push_back({Owed::Kind::Command, statement.name, -1, depth});
}

void Connection::send_rows(Statement const& statement, std::span<std::vector<Value> const> rows,
                           int depth) {
  if (rows.size() == 1) return send(statement, rows.front(), depth);
  auto const width = rows.front().size();
  check_parameter_count(statement, parameters_of(statement.postgres).size(), width);
  std::vector<Value> all;
  all.reserve(width * rows.size());
  for (auto const& row : rows) all.insert(all.end(), row.begin(), row.end());
  check_texts(statement, all);
  auto const name = fmt::format("s{}x{}", statement.index, rows.size());
  if (prepared_rows_.emplace(statement.index, rows.size()).second) {
    auto const text = rows_text(statement.postgres, rows.size(), width);
    if (!PQsendPrepare(handle_.get(), name.c_str(), text.c_str(), 0, nullptr)) lose();
    owed_.push_back({Owed::Kind::Prepare, statement.name, statement.index, depth, rows.size()});
  }
  mark_run(Engine::Postgres, statement);
  Parameters const given(all);
  if (!PQsendQueryPrepared(handle_.get(), name.c_str(), given.count(), given.pointers(),
                           given.lengths(), given.formats(), 1))
    lose();
  owed_.push_back({Owed::Kind::Command, statement.name, -1, depth});
}

void Connection::expect_one() { owed_.back().changes_one = true; }

void Connection::see_expected() {
  if (std::ranges::any_of(owed_, &Owed::changes_one)) collect();
}

void Connection::prepare(Statement const& statement, Prepared& slot, int depth) {
  auto const name = fmt::format("s{}", statement.index);
  if (!PQsendPrepare(handle_.get(), name.c_str(), statement.postgres,
                     static_cast<int>(slot.types.size()), slot.types.data()))
    lose();
  owed_.push_back({Owed::Kind::Prepare, statement.name, statement.index, depth});
  slot.known_to_server = true;
}

Connection::Prepared& Connection::slot_of(Statement const& statement) {
  auto const index = static_cast<std::size_t>(statement.index);
  if (index >= cache_.size()) cache_.resize(std::max(index + 1, all_statements().size()));
  return cache_[index];
}

void Connection::collect() {
  std::exception_ptr error;
  bool const open_end = !owed_.empty() && owed_.back().kind != Owed::Kind::Sync;
  if (open_end && !PQsendFlushRequest(handle_.get())) lose();
  flush();
  last_.reset();
  while (!owed_.empty()) {
    Owed const owed = owed_.front();
    owed_.pop_front();
    if (owed.kind == Owed::Kind::Sync) {
      read_sync();
    } else if (auto failure = take(owed, read()); failure && !error) {
      error = failure;
      failed_depth_ = owed.depth;
    }
  }
  if (!error) return;
  if (PQpipelineStatus(handle_.get()) == PQ_PIPELINE_ABORTED) {
    sync();
    owed_.clear();
    flush();
    read_sync();
  }
  std::rethrow_exception(error);
}

// The error that the answer is, if it is one; what was skipped because of another is none.
std::exception_ptr Connection::take(Owed const& owed, Answer answer) {
  auto const status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
    if (owed.kind == Owed::Kind::Command) last_ = std::move(answer);
    if (!owed.changes_one || rows_changed() == 1) return nullptr;
    return std::make_exception_ptr(
        std::logic_error(std::string(owed.name) + " changed no row that was locked before"));
  }
  if (owed.kind == Owed::Kind::Prepare && owed.rows > 1) {
    prepared_rows_.erase({owed.index, owed.rows});
  } else if (owed.kind == Owed::Kind::Prepare) {
    cache_[static_cast<std::size_t>(owed.index)].known_to_server = false;
  }
  if (status == PGRES_PIPELINE_ABORTED || owed.kind == Owed::Kind::EndOfReading) return nullptr;
  return error_of(answer.get(), owed.name);
}

std::int64_t Connection::rows_changed() const {
  char const* const text = last_ ? PQcmdTuples(last_.get()) : "";
  return *text ? std::strtoll(text, nullptr, 10) : 0;
}

Rows Connection::rows(Statement const& statement) {
  int const width = PQnfields(last_.get());
  int const height = PQntuples(last_.get());
  std::shared_ptr<std::vector<std::string> const> columns;
  if (statement.index >= 0) columns = slot_of(statement).columns;
  if (!columns) {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(width));
    for (int i = 0; i < width; ++i) names.emplace_back(PQfname(last_.get(), i));
    columns = std::make_shared<std::vector<std::string> const>(std::move(names));
    if (statement.index >= 0) slot_of(statement).columns = columns;
  }
  Rows answer{{}, std::move(columns)};
  answer.rows.reserve(static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    auto& row = answer.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x) row.push_back(value_of(last_.get(), y, x, statement.name));
  }
  last_.reset();
  return answer;
}

void Connection::forget_failure() { failed_depth_ = std::numeric_limits<int>::max(); }

void Connection::commit() {
  command("COMMIT", 0);
  sync();
  collect();
}

void Connection::roll_back() {
  // A statement that failed takes the ROLLBACK behind it along; then the second round does it.
  for (int round = 0; round < 2; ++round) {
    command("ROLLBACK", 0);
    sync();
    try {
      collect();
    } catch (Lost const&) {
      throw;
    } catch (std::exception const&) {
      // The use-case is being undone; why it failed was told when it did, or does not matter.
    }
    if (PQtransactionStatus(handle_.get()) == PQTRANS_IDLE) return;
  }
  throw Lost("a transaction could not be rolled back");
}

void Connection::end_reading() {
  command("ROLLBACK", 0);
  owed_.back().kind = Owed::Kind::EndOfReading;
  sync();
  flush();
}

void Connection::sync() {
  if (!PQpipelineSync(handle_.get())) lose();
  owed_.push_back({Owed::Kind::Sync, "sync", -1, 0});
}

void Connection::flush() {
  if (PQflush(handle_.get()) < 0) lose();
}

// One answer and the end mark behind it.
Connection::Answer Connection::read() {
  Answer answer(PQgetResult(handle_.get()), &PQclear);
  if (!answer || PQstatus(handle_.get()) != CONNECTION_OK) lose();
  Answer const end(PQgetResult(handle_.get()), &PQclear);
  if (end) lose();
  return answer;
}

void Connection::read_sync() {
  Answer const answer(PQgetResult(handle_.get()), &PQclear);
  if (PQresultStatus(answer.get()) != PGRES_PIPELINE_SYNC) lose();
}

void Connection::lose() {
  std::string const why = handle_ ? trim(PQerrorMessage(handle_.get())) : "not connected";
  throw Lost("The connection to PostgreSQL was lost: " + why);
}

}  // namespace vefa::db::postgres
